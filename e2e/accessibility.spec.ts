import type { DoubleHost } from './fixtures/double-host.ts';
import { expect, test } from './fixtures/test.ts';
import { Desk } from './pages/desk.ts';
import { fillList } from './pages/filled-list.ts';
import { misfitsOf } from './pages/view-measures.ts';
import { violations } from './pages/violations.ts';
import { visitViews } from './pages/views.ts';
import { WordedWindow } from './pages/worded-window.ts';

const fitting = { cut: [], sideways: [], unreachable: [], small: [], faint: [] };

/** Between them each theme, each language and each width, windows that are zoomed to 200 % and 400 % among them. */
const looks = {
  'a wide window': {
    headless: { language: 'ko', colorScheme: 'light', width: 1180, height: 760 },
    desktop: { language: 'en', colorScheme: 'dark', width: 1180, height: 760 },
  },
  'a small one': {
    headless: { language: 'en', colorScheme: 'light', width: 320, height: 640 },
    desktop: { language: 'ko', colorScheme: 'dark', width: 590, height: 380 },
  },
} as const;

for (const [size, byHost] of Object.entries(looks)) {
  test(`every view of ${size} passes WCAG 2.2 A and AA by axe; nothing is cut, hidden, too small or too faint`, async ({
    desk,
    hostKind,
    serve,
  }) => {
    // It is many views in one.
    test.setTimeout(180_000);
    const { colorScheme, height, language, width } = byHost[hostKind === 'headless' ? 'headless' : 'desktop'];
    const { page } = desk;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.getByRole('heading', { name: 'Paste a link to begin' })).toBeVisible();
    const window = new WordedWindow(page);
    if (language !== 'en') await window.speak(language);
    await page.setViewportSize({ width, height });
    expect.soft(await violations(page), 'the empty window').toEqual([]);
    expect.soft(await misfitsOf(page), 'the empty window').toEqual(fitting);

    const files = await fillList(window, serve);
    await visitViews(window, files, async ({ name }) => {
      expect.soft(await violations(page), name).toEqual([]);
      expect.soft(await misfitsOf(page), name).toEqual(fitting);
    });
  });
}

test('the drop zone passes by axe in both themes', async ({ open, hostKind }) => {
  if (hostKind === 'desktop') return;
  const host = await open();
  const desk = new Desk(host.window);
  await desk.button('Menu').click();
  await desk.page.getByRole('menuitemcheckbox', { name: 'Drop zone' }).click();
  const page =
    hostKind === 'headless' ? desk.page : await (host as DoubleHost).otherWindow('/drop-zone.html');
  await expect(page.getByRole('button', { name: /^Drop zone: / })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect.soft(await violations(page), colorScheme).toEqual([]);
  }
});
