import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';
import { fillList } from './pages/filled-list.ts';
import { violations } from './pages/violations.ts';
import { WordedWindow } from './pages/worded-window.ts';

/** What moves in the page: the properties that glide and for how long, in milliseconds. */
function movements(page: Page): Promise<readonly (readonly [property: string, milliseconds: number])[]> {
  return page.evaluate(() => {
    const found = new Map<string, number>();
    const note = (properties: string, durations: string): void => {
      const times = durations.split(',').map((time) => parseFloat(time) * (time.includes('ms') ? 1 : 1_000));
      for (const [index, property] of properties.split(',').entries()) {
        const time = times[index % times.length] ?? 0;
        if (time > 0) found.set(property.trim(), Math.max(time, found.get(property.trim()) ?? 0));
      }
    };
    for (const element of document.querySelectorAll('*')) {
      for (const part of [undefined, '::before', '::after']) {
        const style = getComputedStyle(element, part);
        note(style.transitionProperty, style.transitionDuration);
        if (style.animationName !== 'none') note(`animation ${style.animationName}`, style.animationDuration);
        if (style.scrollBehavior === 'smooth') found.set('scroll', 1);
      }
    }
    return [...found];
  });
}

test('only bars glide and buttons light up, within 150 ms, and with reduced motion nothing moves at all', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const window = new WordedWindow(page);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await fillList(window, serve);
  const views = [
    () => desk.tab('Segments').click(),
    () => desk.button('Menu').click(),
    async () => {
      await window.command('palette:commands.settings');
      await expect(window.dialog('settings:title')).toBeVisible();
    },
  ];
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    await page.emulateMedia({ reducedMotion });
    for (const open of views) {
      await open();
      const moving = await movements(page);
      if (reducedMotion === 'reduce') expect(moving).toEqual([]);
      else {
        expect(moving.map(([property]) => property).sort()).toEqual(['background-color', 'transform']);
        expect(Math.max(...moving.map(([, time]) => time))).toBeLessThan(150);
      }
      await window.closeAll();
    }
  }
});

test('where the system gives the colours, bars are still filled and what is chosen is still told', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const window = new WordedWindow(page);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const { finished, running } = await fillList(window, serve);
  const fill = desk.bar(finished).locator('> *');
  const [filled, empty] = await Promise.all(
    [fill, desk.list].map((part) => part.evaluate((element) => getComputedStyle(element).backgroundColor)),
  );
  expect(filled).not.toBe(empty);
  const lineAround = (element: Element): string => getComputedStyle(element).outlineStyle;
  expect(await desk.row(running).evaluate(lineAround)).toBe('solid');
  expect(await desk.row(finished).evaluate(lineAround)).toBe('none');
  expect(await desk.tab('Segments').evaluate(lineAround)).toBe('solid');
  expect(await page.getByRole('treeitem', { name: /^All/ }).evaluate(lineAround)).toBe('solid');
  await desk.button('Menu').click();
  await page.keyboard.press('ArrowDown');
  const item = page.getByRole('menuitem', { name: 'Resume all' });
  await expect(item).toBeFocused();
  expect(await item.evaluate(lineAround)).toBe('solid');
  await window.closeAll();
  expect(await violations(page)).toEqual([]);
});
