import { join } from 'node:path';
import { projectFolder, startHost } from './fixtures/host-process.ts';
import type { HostProcess } from './fixtures/host-process.ts';
import { expect, test } from './fixtures/test.ts';
import { Desk } from './pages/desk.ts';

test('a page whose host was killed says so; opened with the new address it goes on where it was', async ({
  home,
  hostKind,
  lazyBrowser,
  serve,
}) => {
  test.skip(hostKind !== 'headless', 'The windows of the desktop end with their host.');
  const hosts: HostProcess[] = [];
  const start = async (port: string): Promise<string> => {
    const script = join(projectFolder, 'dist/headless/cli.js');
    const host = startHost(script, ['serve', '--port', port, '--dir', home.downloads], home.env, false);
    hosts.push(host);
    return host.saying(/Listening on (\S+)/);
  };
  const address = await start('0');
  const file = await serve({ name: 'file.bin', size: 1_024, rate: 1_024 * 1_024 });
  const page = await (await lazyBrowser()).newPage({ locale: 'en-US' });
  try {
    await page.goto(address);
    const desk = new Desk(page);
    await desk.button('Add').click();
    await hosts[0]?.end('SIGKILL');
    await expect(page.getByText('Connection to the program is lost')).toBeVisible();
    await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(file.url);
    await page.keyboard.press('Enter');
    await expect(desk.addDialog).toContainText('The connection to the program is lost.');
    await expect(desk.addDialog).not.toContainText('There is no link');

    const next = await start(new URL(address).port);
    await expect(page.getByText("The program does not know this window's key")).toBeVisible();
    await page.goto(next);
    await expect(page.getByText("this window's key")).toBeHidden();
    expect(page.url()).not.toContain('token');
    // What was typed is still there, and is understood without being touched.
    await expect(desk.addDialog).toContainText('1 link found');
    await page.keyboard.press('Enter');
    await expect(desk.row(file.name)).toContainText('Size only');
  } finally {
    await page.context().close();
    for (const host of hosts) await host.end();
  }
});
