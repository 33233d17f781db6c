import { startDouble } from '../fixtures/double-host.ts';
import type { DoubleHost } from '../fixtures/double-host.ts';
import { expect, test as base } from '../fixtures/test.ts';
import { Desk } from '../pages/desk.ts';

const test = base.extend<{ double: DoubleHost }>({
  double: async ({ home }, use) => {
    const host = await startDouble({ home });
    await expect(new Desk(host.window).button('Add')).toBeVisible();
    await use(host);
    await host.quit();
  },
});

interface Line {
  readonly label: string;
  readonly enabled: boolean;
  readonly checked: boolean;
}

const mebibyte = 1024 * 1024;
const choose = (host: DoubleHost, label: string) => host.order({ kind: 'tray', label });
const lines = async (host: DoubleHost) => (await host.order({ kind: 'tray-menu' })) as readonly Line[];
const labels = async (host: DoubleHost) => (await lines(host)).map(({ label }) => label);
const ticked = async (host: DoubleHost) =>
  (await lines(host)).filter(({ checked }) => checked).map(({ label }) => label);

test('its menu has everything in reach, and says that nothing is going on', async ({ double }) => {
  expect(await labels(double)).toEqual([
    'Nothing is downloading',
    'Show Tributary',
    'Add…',
    'Resume all',
    'Pause all',
    'Speed limit',
    'No limit',
    'Limit to a rate…',
    'Leave room for others',
    'By timetable',
    'Drop zone',
    'Quit',
  ]);
  expect(await lines(double)).toContainEqual({
    label: 'Nothing is downloading',
    enabled: false,
    checked: false,
  });
  await choose(double, 'Show Tributary');
  expect(await double.recorded('window-focus')).toHaveLength(1);
});

test('it tells how fast it goes, pauses everything, and goes on with everything', async ({
  double,
  serve,
}) => {
  const desk = new Desk(double.window);
  const file = await serve({ name: 'watched.bin', size: 24 * mebibyte, rate: mebibyte });
  await desk.add(file.url);
  const running = /^1 downloading · \d+(?:\.\d)? [KM]iB\/s$/;
  await expect.poll(async () => (await labels(double))[0]).toMatch(running);
  await expect
    .poll(() => double.recorded('tray-tool-tip'))
    .toContainEqual(expect.stringMatching(/^Tributary · 1 downloading · \d/));
  expect(await choose(double, 'Pause all')).toBe(true);
  await expect(desk.row(file.name)).toContainText('Paused');
  await expect.poll(async () => (await labels(double))[0]).toBe('Nothing is downloading');
  expect(await choose(double, 'Resume all')).toBe(true);
  await expect(desk.row(file.name)).toContainText('Downloading');
  await choose(double, 'Pause all');
});

test('it turns the switch of the speed limit, and a rate that was never set is asked for', async ({
  double,
}) => {
  const desk = new Desk(double.window);
  const top = desk.toolbar.getByRole('button', { name: /^Speed limit:/ });
  const dialog = double.window.getByRole('dialog', { name: 'Speed limit' });
  expect(await ticked(double)).toEqual(['No limit']);
  await choose(double, 'Leave room for others');
  await expect(top).toHaveAccessibleName('Speed limit: Leave room · 128 KiB/s');
  await expect.poll(() => ticked(double)).toEqual(['Leave room for others']);
  await choose(double, 'Limit to a rate…');
  await dialog.getByRole('textbox', { name: 'Rate' }).fill('2M');
  await double.window.keyboard.press('Escape');
  await expect(top).toHaveAccessibleName('Speed limit: 2.0 MiB/s');
  await expect.poll(() => ticked(double)).toEqual(['Limit to 2.0 MiB/s']);
  await choose(double, 'No limit');
  await expect(top).toHaveAccessibleName('Speed limit: No limit');
  await expect.poll(() => ticked(double)).toEqual(['No limit']);
  await choose(double, 'By timetable');
  await expect(dialog).toContainText('there is no limit at any hour');
});

test('its words are in the language of the window', async ({ double }) => {
  const { window } = double;
  await new Desk(window).button('Menu').click();
  await window.getByRole('menuitem', { name: 'Language' }).click();
  await window.getByRole('menuitemradio', { name: '한국어' }).click();
  await expect.poll(() => labels(double)).toContain('모두 일시 정지');
  expect(await double.order({ kind: 'menu', label: '추가…' })).toBe(true);
  await expect(window.getByRole('dialog', { name: '다운로드 추가' })).toBeVisible();
});

test('Quit ends the program', async ({ home }) => {
  const host = await startDouble({ home });
  await expect(new Desk(host.window).button('Add')).toBeVisible();
  void choose(host, 'Quit');
  expect(await host.ended).toBe(0);
});
