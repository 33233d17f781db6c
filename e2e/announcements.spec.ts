import type { Page } from '@playwright/test';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

/** Notes from now on what a screen reader would be told without being asked. */
function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const isLive = (element: Element | null): boolean =>
      (element?.closest(
        '[aria-live="polite"], [aria-live="assertive"], [role=status], [role=alert], [role=alertdialog]',
      ) ?? null) !== null;
    new MutationObserver((records) => {
      for (const { addedNodes, target, type } of records) {
        const nodes = type === 'characterData' ? [target] : [...addedNodes];
        for (const node of nodes) {
          const text = node.textContent?.trim() ?? '';
          if (text !== '' && isLive(node instanceof Element ? node : node.parentElement)) said.push(text);
        }
      }
    }).observe(document.body, { characterData: true, childList: true, subtree: true });
  });
}

function said(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const heard: unknown = Reflect.get(window, 'said');
    return Array.isArray(heard) ? heard.map(String) : [];
  });
}

test('of a whole download a screen reader is told one thing, that it ended; of a trouble why, each time', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const file = await serve({ name: 'told.bin', size: 24 * mebibyte, rate: mebibyte / 2 });
  await desk.add(file.url, { checksum: file.sha1 });
  await desk.select(file.name);
  await desk.tab('Segments').click();
  await listen(page);
  await expect(desk.bar(file.name)).toHaveAttribute('aria-valuenow', /^[5-9]\d/);
  expect(await said(page)).toEqual([]);
  await desk.button('Pause').click();
  await expect(desk.row(file.name)).toContainText('Paused');
  await desk.button('Resume').click();
  await expect(desk.row(file.name)).toContainText('Verified');
  await expect.poll(() => said(page)).toEqual(['told.bin: verified']);

  const server = await startRangeServer({ seed: 1, size: mebibyte, status: 404 });
  try {
    await desk.add(`${server.origin}/gone.bin`);
    const row = desk.row('gone.bin');
    await expect(row).toContainText('Failed');
    const sentence = /^gone\.bin: The server has no such file \(HTTP 404\)\. Look for a new link/;
    await expect.poll(async () => (await said(page)).slice(1)).toEqual([expect.stringMatching(sentence)]);
    // The same words once more are news once more.
    server.behave({ status: 404, firstByteDelay: 400 });
    await row.getByRole('button', { name: 'Retry gone.bin' }).click();
    await expect
      .poll(async () => (await said(page)).slice(1))
      .toEqual([expect.stringMatching(sentence), expect.stringMatching(sentence)]);
  } finally {
    await server.close();
  }
});

test('of many that end at once a screen reader is told how many', async ({ desk }) => {
  const { page } = desk;
  const server = await startRangeServer({ seed: 1, size: 1_000, status: 404 });
  try {
    await listen(page);
    await desk.button('Add').click();
    await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(`${server.origin}/gone[01-30].bin`);
    await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(page.getByRole('contentinfo')).toContainText('30 need help');
    const heard = await said(page);
    expect(heard.filter((words) => words.includes('gone')).length).toBeLessThan(10);
    const counted = heard.flatMap((words) => /^(\d+) downloads need help/.exec(words)?.[1] ?? []);
    const single = heard.flatMap((words) => words.match(/gone\d+\.bin:/g) ?? []);
    expect(counted.reduce((sum, count) => sum + Number(count), single.length)).toBe(30);
  } finally {
    await server.close();
  }
});
