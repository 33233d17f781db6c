import type { Browser, CDPSession, Page } from 'playwright-core';
import { installProbe, probeArgument, readTimes, type PageTimes } from './page-probe.ts';

/** What Chromium counts of a page. Durations are seconds since its start, sizes bytes. */
export interface PageMetrics {
  readonly script: number;
  readonly task: number;
  readonly heap: number;
  readonly nodes: number;
}

/** The window in a context of its own: nothing of another page is warm. */
export class MeasuredPage {
  readonly page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
  }

  /** Resolves when the first rows are there. */
  static async open(browser: Browser, address: string): Promise<MeasuredPage> {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    // Time of the page's thread on a processor: what others on the machine do is not in it.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(installProbe, probeArgument);
    await page.goto(address);
    await page.waitForFunction(() => window.benchTimes.rowsAt !== null);
    return new MeasuredPage(page, session);
  }

  times(): Promise<PageTimes> {
    return this.page.evaluate(readTimes);
  }

  async metrics(): Promise<PageMetrics> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const value = (name: string): number => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
    return {
      script: value('ScriptDuration'),
      task: value('TaskDuration'),
      heap: value('JSHeapUsedSize'),
      nodes: value('Nodes'),
    };
  }

  /** After what nobody holds any more has gone. */
  async settledMetrics(): Promise<PageMetrics> {
    await this.#session.send('HeapProfiler.collectGarbage');
    return this.metrics();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
