import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Pages that have axe already: to give it to them again takes longer than a look. */
const prepared = new WeakSet<Page>();

/**
 * What is wrong by axe with what lies on top of the page, each with where and why. While a dialog or a
 * menu is open that is looked at alone: what it covers is a view of its own.
 */
export async function violations(page: Page): Promise<readonly string[]> {
  const [top] = await page.evaluate((layers) => {
    const isThere = (layer: string): boolean =>
      [...document.querySelectorAll(layer)].some((each) => each.checkVisibility());
    return layers.filter(isThere);
  }, topLayers);
  // The page has no frames: the legacy way needs no second page, which a desktop window cannot have.
  const builder = prepared.has(page) ? new AxeBuilder({ page, axeSource: ';' }) : new AxeBuilder({ page });
  if (!prepared.has(page)) {
    prepared.add(page);
    page.once('framenavigated', () => prepared.delete(page));
  }
  if (top !== undefined) builder.include(top);
  const found = await builder.withTags(levels).setLegacyMode().analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}

/** The uppermost first; what tells of something in the corner has the role of a dialog, too. */
const topLayers = [
  '[role=menu]',
  '[role=listbox]:not([role=dialog] *)',
  '[role=dialog]:not([role=region] *)',
];
