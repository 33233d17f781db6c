import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures/test.ts';
import { sizeOf } from './fixtures/file-source.ts';
import { Desk } from './pages/desk.ts';

const mebibyte = 1024 * 1024;

async function sha1Of(path: string): Promise<string> {
  return createHash('sha1')
    .update(await readFile(path))
    .digest('hex');
}

test('a pasted link becomes one verified file, over six connections that can be watched', async ({
  desk,
  home,
  serve,
}) => {
  const file = await serve({ name: 'sixty-four.bin', size: 64 * mebibyte, rate: 2 * mebibyte });
  await desk.add(file.url, { checksum: file.sha1, connections: 6 });
  await desk.select(file.name);

  await expect(desk.segments()).toHaveCount(6);
  for (let slot = 1; slot <= 6; slot += 1) await expect(desk.segment(slot)).toBeVisible();
  await expect.poll(() => desk.movingSegments(file.name), { intervals: [100], timeout: 20_000 }).toBe(6);

  await expect(desk.row(file.name)).toContainText('Verified', { timeout: 45_000 });
  await expect(desk.bar(file.name)).toHaveAttribute('aria-valuenow', '100');
  await expect(desk.segments()).toHaveCount(6);
  const path = join(home.downloads, file.name);
  expect(await sha1Of(path)).toBe(file.sha1);
  expect(await sizeOf(`${path}.part`)).toBeNull();
  expect(await sizeOf(`${path}.part.tributary`)).toBeNull();
});

test('a wrong SHA-1 ends in "Does not match", with nothing under the final name', async ({
  desk,
  home,
  serve,
}) => {
  const file = await serve({ name: 'wrong-sum.bin', size: 8 * mebibyte, rate: 8 * mebibyte });
  await desk.add(file.url, { checksum: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' });
  await expect(desk.row(file.name)).toContainText('Does not match', { timeout: 30_000 });
  const path = join(home.downloads, file.name);
  expect(await sizeOf(path)).toBeNull();
  expect(await sizeOf(`${path}.part`)).toBe(8 * mebibyte);
});

test('without a sum a finished download says "Size only"', async ({ desk, home, serve }) => {
  const file = await serve({ name: 'no-sum.bin', size: 2 * mebibyte, rate: 8 * mebibyte });
  await desk.add(file.url);
  await expect(desk.row(file.name)).toContainText('Size only', { timeout: 30_000 });
  expect(await sha1Of(join(home.downloads, file.name))).toBe(file.sha1);
});

test('a download is paused, stays where it is, and goes on', async ({ desk, home, serve }) => {
  const file = await serve({ name: 'paused.bin', size: 32 * mebibyte, rate: mebibyte });
  await desk.add(file.url, { checksum: file.sha1 });
  await desk.select(file.name);
  await expect(desk.bar(file.name)).toHaveAttribute('aria-valuenow', /^([1-9]|[1-8]\d)$/, {
    timeout: 20_000,
  });

  await desk.button('Pause').click();
  await expect(desk.row(file.name)).toContainText('Paused');
  const stood = await desk.bar(file.name).getAttribute('aria-valuenow');
  expect(Number(stood)).toBeLessThan(100);
  expect(await sizeOf(join(home.downloads, file.name))).toBeNull();

  await desk.button('Resume').click();
  await expect(desk.row(file.name)).toContainText('Verified', { timeout: 45_000 });
  expect(await sha1Of(join(home.downloads, file.name))).toBe(file.sha1);
});

for (const [how, ending] of [
  ['closed', 'quit'],
  ['killed', 'kill'],
] as const) {
  test(`a host that was ${how} in mid-flight goes on when it is opened again`, async ({
    open,
    home,
    serve,
  }) => {
    const size = 48 * mebibyte;
    const file = await serve({ name: `${how}.bin`, size, rate: mebibyte });
    const first = await open();
    const desk = new Desk(first.window);
    await desk.add(file.url, { checksum: file.sha1 });
    await expect(desk.bar(file.name)).toHaveAttribute('aria-valuenow', /^([3-7]\d)$/, { timeout: 30_000 });
    await first[ending]();
    expect(await sizeOf(join(home.downloads, file.name))).toBeNull();

    const second = new Desk((await open()).window);
    await expect(second.row(file.name)).toBeVisible();
    await expect(second.row(file.name)).toContainText('Verified', { timeout: 45_000 });
    expect(await sha1Of(join(home.downloads, file.name))).toBe(file.sha1);
    // Guarantee 2: at most 8 MiB or one second of transfer (6 MiB) is fetched again. What was on its
    // way in the system's buffers when the connections were cut counts as sent, too.
    expect(await file.sent()).toBeLessThanOrEqual(size + 8 * mebibyte + 12 * mebibyte);
  });
}

test('any file can be verified against a pasted sum', async ({ desk, home, serve }) => {
  const file = await serve({ name: 'checked.bin', size: 4 * mebibyte, rate: 16 * mebibyte });
  await desk.add(file.url);
  await expect(desk.row(file.name)).toContainText('Size only', { timeout: 30_000 });

  await desk.button('Verify').click();
  const dialog = desk.verifyDialog;
  await dialog.getByRole('textbox', { name: 'File' }).fill(join(home.downloads, file.name));
  await dialog
    .getByRole('textbox', { name: 'Checksum' })
    .fill(`SHA1 (${file.name}) = ${file.sha1.toUpperCase()}`);
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await dialog.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('Verified');

  await dialog.getByRole('textbox', { name: 'Checksum' }).fill('0'.repeat(40));
  await dialog.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('Does not match');
  await expect(dialog.getByRole('status')).toContainText(file.sha1);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
});
