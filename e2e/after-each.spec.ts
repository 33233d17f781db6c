import AxeBuilder from '@axe-core/playwright';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './pages/desk.ts';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

async function openSection(desk: Desk) {
  await desk.button('Menu').click();
  await desk.page.getByRole('menuitem', { name: 'Settings' }).click();
  return desk.page
    .getByRole('dialog', { name: 'Settings' })
    .getByRole('region', { name: 'After completion' });
}

test('a sound is played when a download has ended, where that is wanted', async ({ desk, serve }) => {
  const { page } = desk;
  await page.evaluate(() => {
    const counts = { tones: 0 };
    Object.assign(window, { counts });
    const start: () => void = Reflect.get(OscillatorNode.prototype, 'start');
    OscillatorNode.prototype.start = new Proxy(start, {
      apply(target, node, when) {
        counts.tones += 1;
        Reflect.apply(target, node, when);
      },
    });
  });
  const tones = (): Promise<number> =>
    page.evaluate(() => (window as unknown as { readonly counts: { readonly tones: number } }).counts.tones);
  const silent = await serve({ name: 'silent.bin', size: mebibyte, rate: 8 * mebibyte });
  await desk.add(silent.url);
  await expect(desk.row('silent.bin')).toContainText('Size only');
  expect(await tones()).toBe(0);

  const section = await openSection(desk);
  const sound = section.getByRole('checkbox', { name: 'Play a sound when a download has ended' });
  await sound.press('Space');
  await expect(sound).toBeChecked();
  const heard = await tones();
  expect(heard).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  const loud = await serve({ name: 'loud.bin', size: mebibyte, rate: 8 * mebibyte });
  await desk.add(loud.url);
  await expect(desk.row('loud.bin')).toContainText('Size only');
  await expect.poll(tones).toBe(2 * heard);
});

test('a command is shown as it will be run, and is run only when a person has said so; a browser says why not', async ({
  desk,
  home,
  hostKind,
  serve,
}) => {
  const { page } = desk;
  const section = await openSection(desk);
  if (hostKind === 'headless') {
    await expect(section).toContainText('started with --allow-commands');
    await expect(section).toContainText('A browser cannot open files');
    await expect(section.getByRole('textbox', { name: 'Command for each finished file' })).toHaveCount(0);
    return;
  }
  const heard = Promise.withResolvers<string[]>();
  const listener = createServer((request, response) => {
    heard.resolve(new URL(request.url ?? '/', 'http://localhost').searchParams.getAll('word'));
    response.end();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const script = join(home.folder, 'tell it.mjs');
  await writeFile(
    script,
    `const words = process.argv.slice(3).map((word) => ['word', word]);
     await fetch(process.argv[2] + '?' + new URLSearchParams(words));`,
  );

  const command = section.getByRole('textbox', { name: 'Command for each finished file' });
  await command.fill('scan {path}');
  await expect(command).toHaveAccessibleDescription(/Only \{file\}, \{folder\}, \{name\} and \{url\}/);
  await command.fill(`"${process.execPath}" "${script}" http://127.0.0.1:${port}/ {name} {file}`);
  const shown = section.getByRole('group', { name: /^This would be run/ });
  await expect(shown.getByRole('listitem')).toHaveText([
    process.execPath,
    script,
    `http://127.0.0.1:${port}/`,
    'my file.iso',
    '/downloads/my file.iso',
  ]);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const found = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  await shown.getByRole('button', { name: 'Run it for each file' }).click();
  await expect(section.getByRole('group', { name: /^This is run/ })).toBeVisible();
  await page.keyboard.press('Escape');
  const source = await serve({ name: 'told.bin', size: mebibyte, rate: 8 * mebibyte });
  await desk.add(source.url);
  expect(await heard.promise).toEqual(['told.bin', join(home.downloads, 'told.bin')]);
  listener.close();

  // Another command is not run before that is said of it.
  await openSection(desk);
  await command.fill('other {file}');
  await expect(section.getByRole('group', { name: /^This would be run/ })).toBeVisible();
  await command.blur();
  await page.reload();
  await openSection(desk);
  await expect(command).toHaveValue('other {file}');
  await expect(section.getByRole('group', { name: /^This would be run/ })).toBeVisible();
});

test('what is done every time all downloads have ended is set for good', async ({ desk, hostKind }) => {
  const { page } = desk;
  const section = await openSection(desk);
  const every = section.getByRole('combobox', { name: 'Every time all downloads have ended' });
  if (hostKind === 'headless') {
    await expect(section).toContainText('does not put its machine to sleep');
    await expect(every).toHaveCount(0);
    return;
  }
  await every.click();
  await page.getByRole('option', { name: 'Sleep' }).click();
  await expect(every).toHaveText('Sleep');
  await page.keyboard.press('Escape');
  await page.reload();
  await desk.button('Menu').click();
  await page.getByRole('menuitem', { name: 'When all downloads have ended' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Sleep' })).toBeChecked();
});
