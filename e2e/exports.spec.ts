import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { seededBytes } from '../electron/engine/testing/range-server/seeded-body.ts';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('all finished downloads are saved as a table, with what was measured', async ({ desk, serve }) => {
  const { page } = desk;
  const file = await serve({ name: 'saved.bin', size: mebibyte, rate: 16 * mebibyte });
  await desk.add(file.url, { checksum: file.sha1 });
  await expect(desk.row(file.name)).toContainText('Verified', { timeout: 30_000 });
  const saving = page.waitForEvent('download');
  await desk.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Export history as CSV…' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('tributary-history.csv');
  const [head, row] = (await readFile(await saved.path(), 'utf8')).split('\r\n');
  expect(head).toContain('seconds (measured)');
  expect(row).toContain(`saved.bin,${file.url},`);
  expect(row).toContain(`,${mebibyte},`);
});

test('a finished download is saved as a metalink with its mirrors and the sums of its pieces', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const size = mebibyte + 4_321;
  const file = await serve({ name: 'saved.bin', size, rate: 16 * mebibyte });
  const mirror = await serve({ name: 'saved.bin', size, rate: 16 * mebibyte });
  await desk.add(`${file.url}?token=a-secret-of-mine`, { checksum: file.sha1 });
  await expect(desk.row(file.name)).toContainText('Verified', { timeout: 30_000 });
  await desk.select(file.name);
  await desk.tab('Sources').click();
  await page.getByRole('textbox', { name: 'Mirror address' }).fill(mirror.url);
  await page.getByRole('button', { name: 'Add mirror' }).click();
  await expect(page.getByRole('row').filter({ hasText: new URL(mirror.url).host })).toBeVisible();

  const saving = page.waitForEvent('download');
  await desk.row(file.name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Export as Metalink…' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('saved.bin.meta4');
  await expect(page.getByText('Set first: TRIBUTARY_TOKEN')).toBeVisible();
  const text = await readFile(await saved.path(), 'utf8');
  expect(text).not.toContain('a-secret-of-mine');
  const listed = (pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)].map(([, found = '']) => found);
  const [length] = listed(/<pieces length="(\d+)" type="sha-256">/g).map(Number);
  const bytes = seededBytes(7, 0, size);
  const sums: string[] = [];
  for (let at = 0; at < size; at += length ?? size) {
    const piece = bytes.subarray(at, at + (length ?? size));
    sums.push(createHash('sha256').update(piece).digest('hex'));
  }
  expect(sums.length).toBeGreaterThan(1);
  expect(listed(/<hash>([0-9a-f]+)<\/hash>/g)).toEqual(sums);
  expect(listed(/<file name="([^"]+)">/g)).toEqual(['saved.bin']);
  expect(listed(/<size>(\d+)<\/size>/g)).toEqual([String(size)]);
  expect(listed(/<hash type="sha-1">([0-9a-f]+)</g)).toEqual([file.sha1]);
  const hosts = listed(/<url priority="\d">([^<]+)</g).map(
    (url) => new URL(url.replaceAll('&#38;', '&')).host,
  );
  expect(hosts).toEqual([file.url, mirror.url].map((url) => new URL(url).host));
});
