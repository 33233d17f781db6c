import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { DoubleHost } from './fixtures/double-host.ts';
import { expect, test } from './fixtures/test.ts';
import { Desk } from './pages/desk.ts';

const mebibyte = 1024 * 1024;
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const tabs = ['Segments', 'Map', 'Graph', 'Log', 'Sources', 'Checksum', 'Details'];

/** What is wrong with the page as it stands, each with where and why. */
async function violations(page: Page): Promise<readonly string[]> {
  // The page has no frames: the legacy way needs no second page, which a desktop window cannot have.
  const found = await new AxeBuilder({ page }).withTags(levels).setLegacyMode().analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`in ${colorScheme}, every view passes WCAG 2.2 A and AA by axe`, async ({ desk, serve }) => {
    const { page } = desk;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.getByRole('heading', { name: 'Paste a link to begin' })).toBeVisible();
    expect.soft(await violations(page), 'the empty window').toEqual([]);

    const done = await serve({ name: 'done.bin', size: mebibyte, rate: 8 * mebibyte });
    const slow = await serve({ name: 'slow.bin', size: 32 * mebibyte, rate: mebibyte / 2 });
    const missing = new URL('missing.bin', done.url).href;
    await desk.add(missing);
    await expect(desk.row('missing.bin')).toContainText('Failed');
    await desk.add(done.url, { checksum: done.sha1 });
    await expect(desk.row('done.bin')).toContainText('Verified');
    await desk.add(slow.url);
    await desk.select(slow.name);
    await expect(desk.segments()).toHaveCount(6);
    for (const tab of tabs) {
      await desk.tab(tab).click();
      expect.soft(await violations(page), `running, with the tab ${tab}`).toEqual([]);
    }
    await desk.row('missing.bin').click();
    expect.soft(await violations(page), 'a failed row').toEqual([]);

    await desk.button('Add').click();
    await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(`${missing}?2\n${done.url}?2`);
    await expect(desk.addDialog.getByRole('checkbox')).toHaveCount(2);
    await expect(desk.addDialog.getByText('Parallel, can resume')).toBeVisible();
    expect.soft(await violations(page), 'the dialog "Add downloads"').toEqual([]);
    await page.keyboard.press('Escape');

    await desk.button('Verify').click();
    await desk.verifyDialog.getByRole('button', { name: 'Verify', exact: true }).click();
    expect.soft(await violations(page), 'the dialog "Verify a file"').toEqual([]);
    await page.keyboard.press('Escape');

    await desk.button('Menu').click();
    expect.soft(await violations(page), 'the menu').toEqual([]);
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    expect.soft(await violations(page), 'the dialog "Settings"').toEqual([]);
    await page.keyboard.press('Escape');

    await page.keyboard.press('Control+K');
    await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
    expect.soft(await violations(page), 'the dialog "Commands"').toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Details to the right' }).click();
    expect.soft(await violations(page), 'the details on the right').toEqual([]);
  });

  test(`in ${colorScheme}, search, categories, comments and trash pass it too`, async ({ desk, serve }) => {
    const { page } = desk;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const slow = await serve({ name: 'slow.bin', size: 32 * mebibyte, rate: mebibyte / 8 });
    await desk.add(slow.url);
    await desk.select(slow.name);
    await desk.toolbar.getByRole('searchbox', { name: 'Search' }).fill('slow');
    expect.soft(await violations(page), 'a search').toEqual([]);
    await desk.toolbar.getByRole('searchbox', { name: 'Search' }).fill('');

    await page.getByRole('button', { name: 'Categories…' }).click();
    await expect(page.getByRole('dialog', { name: 'Categories' })).toBeVisible();
    expect.soft(await violations(page), 'the dialog "Categories"').toEqual([]);
    await page.keyboard.press('Escape');
    for (const item of ['Move to category…', 'Comment…']) {
      await desk.row(slow.name).click({ button: 'right' });
      await page.getByRole('menuitem', { name: item }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await violations(page), `the dialog of "${item}"`).toEqual([]);
      await page.keyboard.press('Escape');
    }

    await desk.select(slow.name);
    await page.keyboard.press('Delete');
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await page.getByRole('treeitem', { name: /^Trash/ }).click();
    expect.soft(await violations(page), 'the trash').toEqual([]);
    await desk.select(slow.name);
    await page.keyboard.press('Delete');
    await expect(page.getByRole('dialog', { name: 'Remove 1 download' })).toBeVisible();
    expect.soft(await violations(page), 'the dialog "Remove"').toEqual([]);
  });
  test(`in ${colorScheme}, what decides when and how fast passes, too`, async ({ desk }) => {
    const { page } = desk;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await desk.button('Menu').click();
    await page.getByRole('menuitem', { name: 'Queues…' }).click();
    await page.getByRole('button', { name: 'New queue' }).click();
    // Of the new one, which is shown as soon as it is there.
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeVisible();
    await page.getByRole('checkbox', { name: 'Start and stop at times of the week' }).click();
    await expect(page.getByRole('group', { name: 'Time 1' })).toBeVisible();
    expect.soft(await violations(page), 'the dialog "Queues"').toEqual([]);
    await page.keyboard.press('Escape');

    await desk.toolbar.getByRole('button', { name: /^Speed limit/ }).click();
    await page.getByRole('menuitemradio', { name: 'By timetable' }).click();
    await page.getByRole('button', { name: 'Add a time' }).click();
    expect.soft(await violations(page), 'the dialog "Speed limit"').toEqual([]);
    await page.keyboard.press('Escape');

    await desk.button('Menu').click();
    await page.getByRole('menuitem', { name: 'Servers…' }).click();
    await page.getByRole('button', { name: 'Add server' }).click();
    await page.getByRole('textbox', { name: 'Server' }).fill('*.org');
    await page.getByRole('combobox', { name: 'Sign-in' }).click();
    await page.getByRole('option', { name: 'Token (Bearer)' }).click();
    await page.getByLabel('Token', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('textbox', { name: 'Server' })).toHaveAttribute('aria-invalid', 'true');
    expect.soft(await violations(page), 'a server that is written').toEqual([]);
    await page.getByRole('textbox', { name: 'Server' }).fill('*.example.org');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('row').filter({ hasText: '*.example.org' })).toHaveCount(1);
    expect.soft(await violations(page), 'the dialog "Servers"').toEqual([]);
    await page.keyboard.press('Escape');
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`in ${colorScheme}, what was taken from a text passes by axe: batch, headers, left out, duplicates`, async ({
    desk,
    serve,
  }) => {
    const { page } = desk;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const done = await serve({ name: 'done.bin', size: mebibyte, rate: 8 * mebibyte });
    await desk.add(done.url);
    await expect(desk.row('done.bin')).toContainText('Size only');
    await desk.button('Add').click();
    const links = desk.addDialog.getByRole('textbox', { name: 'Links' });
    await links.fill(
      `${done.url}?1/img[01-20].jpg\n${done.url}?2/(*).bin\ncurl -k -H 'X-Key: 1' ${done.url}`,
    );
    await expect(desk.addDialog.getByRole('list', { name: 'Left out' })).toBeVisible();
    await expect(desk.addDialog.getByRole('combobox', { name: 'What to do with done.bin' })).toBeVisible();
    await desk.addDialog.getByText('More', { exact: true }).click();
    const choosing = page.waitForEvent('filechooser');
    await desk.addDialog.getByRole('button', { name: 'Cookies file…' }).click();
    const cookie = Buffer.from('127.0.0.1\tFALSE\t/\tFALSE\t0\tname\tvalue');
    await (await choosing).setFiles({ name: 'cookies.txt', mimeType: 'text/plain', buffer: cookie });
    await expect(desk.addDialog).toContainText('1 cookie read');
    expect.soft(await violations(page), 'the Add dialog with all that it can show').toEqual([]);
    await page.keyboard.press('Escape');
    await desk.button('Menu').click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await page.getByRole('combobox', { name: 'Clipboard watch' }).click();
    await page.getByRole('option', { name: 'Ask about copied links' }).click();
    await expect(page.getByRole('textbox', { name: 'File types' })).toBeVisible();
    expect.soft(await violations(page), 'the settings with the clipboard watch on').toEqual([]);
  });

  test(`in ${colorScheme}, the drop zone passes by axe`, async ({ open, hostKind }) => {
    if (hostKind === 'desktop') return;
    const host = await open();
    const desk = new Desk(host.window);
    await desk.button('Menu').click();
    await desk.page.getByRole('menuitemcheckbox', { name: 'Drop zone' }).click();
    const page =
      hostKind === 'headless' ? desk.page : await (host as DoubleHost).otherWindow('/drop-zone.html');
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.getByRole('button', { name: /^Drop zone: / })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}
