import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { expect, test } from './fixtures/test.ts';
import { sizeOf } from './fixtures/file-source.ts';

const mebibyte = 1024 * 1024;

test('a pasted script of curl --range lines becomes one download with as many connections, verified', async ({
  desk,
  home,
  serve,
}) => {
  const file = await serve({ name: 'pieces.bin', size: 12 * mebibyte, rate: 4 * mebibyte });
  const part = 2 * mebibyte;
  const lines = [0, 1, 2, 3, 4, 5].map(
    (at) => `curl -s --range ${at * part}-${at === 5 ? '' : (at + 1) * part - 1} -o part${at + 1} "$URL" &`,
  );
  const script = [`URL='${file.url}'`, ...lines, 'wait', 'cat part? > joined.deb'];
  script.push(`echo "${file.sha1}  joined.deb" | sha1sum -c`);
  await desk.button('Add').click();
  const dialog = desk.addDialog;
  await dialog.getByRole('textbox', { name: 'Links' }).fill(script.join('\n'));
  await expect(dialog.getByRole('checkbox')).toHaveCount(1);
  await expect(dialog.getByRole('list', { name: 'Links found' })).toContainText('joined.deb');
  await expect(dialog.getByRole('textbox', { name: 'Connections' })).toHaveValue('6');
  await expect(dialog.getByRole('textbox', { name: 'Checksum' })).toHaveValue(file.sha1);
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.row('joined.deb')).toContainText('Verified', { timeout: 30_000 });
  expect(await sizeOf(join(home.downloads, 'joined.deb'))).toBe(12 * mebibyte);
});

test('a pasted curl command shows which headers it sends, not what is in them, and what is left out', async ({
  desk,
  serve,
}) => {
  const file = await serve({ name: 'asked.bin', size: mebibyte, rate: 8 * mebibyte });
  await desk.button('Add').click();
  const dialog = desk.addDialog;
  const command = `curl '${file.url}' \\\n  -H 'Cookie: sid=hidden-value' -H 'X-Key: hidden-value' --insecure --compressed\ncurl -d a=b ${file.url}`;
  await dialog.getByRole('textbox', { name: 'Links' }).fill(command);
  const found = dialog.getByRole('list', { name: 'Links found' });
  await expect(found).toContainText('Sends 2 headers to this server only: Cookie, X-Key');
  await expect(found).not.toContainText('hidden-value');
  await expect(dialog.getByRole('list', { name: 'Left out' })).toContainText('--insecure');
  await expect(dialog.getByRole('list', { name: 'Left out' })).toContainText('sends data is no download');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.row(file.name)).toContainText('Size only', { timeout: 30_000 });
  await desk.select(file.name);
  await desk.tab('Log').click();
  await expect(desk.page.getByText('hidden-value')).toHaveCount(0);
});

test('files are imported from the menu: tables, lists of aria2 and pages, each read by itself', async ({
  desk,
  home,
}) => {
  const server = await startRangeServer({ size: 1_000 });
  const { origin } = server;
  const at = (name: string): string => join(home.folder, name);
  await writeFile(at('table.csv'), `name,url\n"one, two.bin",${origin}/1\n`);
  await writeFile(at('aria2.session'), `${origin}/2\t${origin}/mirror\n gid=1\n dir=/etc\n out=two.bin\n`);
  await writeFile(at('page.html'), `<html><a href="${origin}/three.bin">three</a></html>`);
  await desk.button('Menu').click();
  const choosing = desk.page.waitForEvent('filechooser');
  await desk.page.getByRole('menuitem', { name: 'Import…' }).click();
  await (await choosing).setFiles(['table.csv', 'aria2.session', 'page.html'].map(at));
  const found = desk.addDialog.getByRole('list', { name: 'Links found' });
  await expect(found.getByRole('checkbox')).toHaveCount(3);
  await expect(found).toContainText('one, two.bin');
  await expect(found).toContainText('1 mirror');
  await expect(desk.addDialog.getByRole('list', { name: 'Left out' })).toContainText('folder');
  await found.getByRole('checkbox').last().click();
  await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.list.getByText('Size only')).toHaveCount(2, { timeout: 20_000 });
  expect((await readdir(home.downloads)).sort()).toEqual(['one, two.bin', 'two.bin']);
  await server.close();
});

test('dropped files open the dialog with what they were understood as', async ({ desk }) => {
  const server = await startRangeServer({ size: 1_000 });
  const data = await desk.page.evaluateHandle((origin) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([`url;sha1\n${origin}/a.bin;${'0'.repeat(40)}\n`], 'list.csv'));
    return transfer;
  }, server.origin);
  await desk.list.dispatchEvent('drop', { dataTransfer: data });
  await expect(desk.addDialog.getByRole('checkbox')).toHaveCount(1);
  await expect(desk.addDialog.getByRole('textbox', { name: 'Checksum' })).toHaveValue('0'.repeat(40));
  await server.close();
});
