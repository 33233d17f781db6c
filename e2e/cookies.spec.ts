import { startRangeServer, type RangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { expect, test } from './fixtures/test.ts';

const size = 2 * 1024 * 1024;
const secret = 'a-session-of-mine';

const line = (domain: string, name: string, value: string): string =>
  [domain, 'FALSE', '/', 'FALSE', '0', name, value].join('\t');
const cookiesTxt = {
  name: 'cookies.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from(
    [
      '# Netscape HTTP Cookie File',
      line('127.0.0.1', 'pass', secret),
      line('other.example', 'other', 'x'),
    ].join('\n'),
  ),
};

/** A file that is given to those who show the cookie. */
async function startGate(): Promise<RangeServer> {
  return startRangeServer({ size, cookies: { entry: '/get', good: [`pass=${secret}`] } });
}

test('a cookies.txt goes along with the links of the Add dialog, each cookie to its own host', async ({
  desk,
}) => {
  const { page, addDialog } = desk;
  const server = await startGate();
  try {
    const url = `${server.origin}/kept/file.bin`;
    await desk.button('Add').click();
    await addDialog.getByRole('textbox', { name: 'Links' }).fill(url);
    await addDialog.getByText('More', { exact: true }).click();
    const found = addDialog.getByRole('list', { name: 'Links found' });
    await expect(found).toContainText('403');
    const choose = async (file: Parameters<Awaited<ReturnType<typeof chooser>>['setFiles']>[0]) => {
      const choosing = chooser();
      await addDialog.getByRole('button', { name: 'Cookies file…' }).click();
      await (await choosing).setFiles(file);
    };
    const chooser = () => page.waitForEvent('filechooser');

    await choose({ ...cookiesTxt, buffer: Buffer.from('127.0.0.1 FALSE / FALSE 0 pass spaces') });
    await expect(
      addDialog.getByRole('alert').filter({ hasText: 'Line 1 of this file holds no cookie' }),
    ).toBeVisible();
    await choose(cookiesTxt);
    await expect(found).toContainText('Sends 1 cookie to this server');
    await expect(found).toContainText('2.0 MiB');
    await expect(addDialog).toContainText('2 cookies read');
    await expect(page.locator('body')).not.toContainText(secret);
    await addDialog.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(desk.row('file.bin')).toContainText('Size only', { timeout: 20_000 });
    const sent = server.requests.map(({ headers }) => headers['cookie']);
    expect(new Set(sent)).toEqual(new Set([undefined, `pass=${secret}`]));
    await expect(page.locator('body')).not.toContainText(secret);
  } finally {
    await server.close();
  }
});

test('a download that a server turned away goes on with the cookies of a file', async ({ desk }) => {
  const { page } = desk;
  const server = await startGate();
  try {
    await desk.add(`${server.origin}/kept/file.bin`);
    const row = desk.row('file.bin');
    await expect(row).toContainText('Needs a new link');
    const importing = async (file: typeof cookiesTxt): Promise<void> => {
      await row.click({ button: 'right' });
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('menuitem', { name: 'Import cookies…' }).click();
      await (await choosing).setFiles(file);
    };
    await importing({ ...cookiesTxt, buffer: Buffer.from(line('other.example', 'other', 'x')) });
    await expect(page.getByText('No cookie in this file is for 127.0.0.1')).toBeVisible();
    await importing(cookiesTxt);
    await expect(page.getByText('Cookies for file.bin')).toBeVisible();
    await expect(row).toContainText('Size only', { timeout: 20_000 });
    await desk.select('file.bin');
    await desk.tab('Log').click();
    await expect(page.getByRole('log')).toContainText('Cookies of a file for 127.0.0.1');
    await expect(page.locator('body')).not.toContainText(secret);
  } finally {
    await server.close();
  }
});

test('headers that are typed go along to the server of the link, and nothing that is none', async ({
  desk,
}) => {
  const { addDialog } = desk;
  const server = await startRangeServer({ size: 1_000 });
  try {
    await desk.button('Add').click();
    await addDialog.getByRole('textbox', { name: 'Links' }).fill(server.url);
    await addDialog.getByText('More', { exact: true }).click();
    const field = addDialog.getByRole('textbox', { name: 'Headers' });
    await field.fill('X-Key: one\nno header');
    const download = addDialog.getByRole('button', { name: 'Download', exact: true });
    await download.click();
    await expect(addDialog).toContainText('Line 2 is no header.');
    await field.fill('X-Key: one');
    await download.click();
    await expect(desk.row('file.bin')).toContainText('Size only', { timeout: 20_000 });
    expect(server.requests.at(-1)?.headers['x-key']).toBe('one');
    await expect(desk.page.locator('body')).not.toContainText('X-Key');
  } finally {
    await server.close();
  }
});
