import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { projectFolder, startHost } from './fixtures/host-process.ts';
import { expect, test } from './fixtures/test.ts';
import { Desk } from './pages/desk.ts';

/** What the host of made-up downloads sent; `changes` are the messages that tell of changed downloads. */
interface WireCount {
  readonly messages: number;
  readonly changes: number;
  readonly changeBytes: number;
}

interface Crowd {
  readonly address: string;
  ask(message: object): Promise<WireCount>;
  end(): Promise<void>;
}

/** A host of `running` and `finished` downloads that no engine stands behind. */
async function startCrowd(
  env: Readonly<Record<string, string>>,
  running: number,
  finished: number,
): Promise<Crowd> {
  const main = join(projectFolder, 'build/bench-window/scripted-host-main.ts');
  const host = startHost(main, ['--running', `${running}`, '--finished', `${finished}`], env, true);
  return {
    address: await host.saying(/Listening on (\S+)/),
    async ask(message) {
      const answer = once(host.child, 'message');
      host.child.send(message);
      const [count] = (await answer) as [WireCount];
      return count;
    },
    async end() {
      await host.end();
    },
  };
}

/** Elements of rows whose content changed since the page was asked to count. */
function countTouchedRows(page: Page): Promise<void> {
  return page.evaluate(() => {
    const touched = new Set<string>();
    Object.assign(window, { touchedRows: touched });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const row = element?.closest('[role="row"][id]');
        if (row instanceof HTMLElement) touched.add(row.id);
      }
    }).observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
  });
}

function touchedRows(page: Page): Promise<number> {
  return page.evaluate(() => {
    const touched: unknown = Reflect.get(window, 'touchedRows');
    return touched instanceof Set ? touched.size : -1;
  });
}

test('a thousand running downloads and ten thousand finished ones cost what changes, not what is there', async ({
  home,
  lazyBrowser,
}) => {
  const context = await (
    await lazyBrowser()
  ).newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const host = await startCrowd(home.env, 1_000, 10_000);
  try {
    await page.goto(host.address);
    const list = new Desk(page).list;
    await expect(list).toHaveAttribute('aria-rowcount', '11001');
    // Only the rows in sight are in the page.
    expect(await list.getByRole('row').count()).toBeLessThan(60);
    const elements = await page.locator('*').count();
    expect(elements).toBeLessThan(3_000);

    // The newest stands at the top; the last of the running ones is the newest.
    const top = list.getByRole('row', { name: /^recording-10999/ });
    // The first time that a download changes it is told whole.
    const first = await top.getAttribute('aria-label');
    await host.ask({ kind: 'step', changed: 1_000 });
    await expect(top).not.toHaveAttribute('aria-label', first ?? '');
    const before = await host.ask({ kind: 'count' });
    await countTouchedRows(page);
    const spoken = await top.getAttribute('aria-label');
    await host.ask({ kind: 'step', changed: 1_000 });
    await expect(top).not.toHaveAttribute('aria-label', spoken ?? '');
    const all = await host.ask({ kind: 'count' });
    // A thousand changes are one message of about a hundred bytes for each, and touch the rows in sight.
    expect(all.changes - before.changes).toBe(1);
    expect((all.changeBytes - before.changeBytes) / 1_000).toBeLessThan(200);
    expect(await touchedRows(page)).toBeLessThanOrEqual(await list.getByRole('row').count());

    // Ten changes out of sight are ten times a hundred bytes, and touch no row.
    await countTouchedRows(page);
    const heard = page.evaluate(() => new Promise(requestAnimationFrame));
    await host.ask({ kind: 'step', changed: 10 });
    await expect.poll(async () => (await host.ask({ kind: 'count' })).changes).toBe(all.changes + 1);
    await heard;
    const few = await host.ask({ kind: 'count' });
    expect((few.changeBytes - all.changeBytes) / 10).toBeLessThan(220);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    expect(await touchedRows(page)).toBe(0);

    // A hundred updates later the page is no larger.
    await host.ask({ kind: 'burst', updates: 100, changed: 1_000 });
    await expect.poll(async () => (await host.ask({ kind: 'count' })).changes).toBe(few.changes + 100);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    expect(await page.locator('*').count()).toBeLessThan(elements + 20);
    expect(await list.getByRole('row').count()).toBeLessThan(60);
  } finally {
    await context.close();
    await host.end();
  }
});
