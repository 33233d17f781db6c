import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { findChromium } from '../fixtures/chromium.ts';
import { app } from './app.ts';
import { answerRequest } from './web-contents.ts';

let starting: Promise<BrowserContext> | null = null;

/** The one Chromium behind all windows; a spec attaches to it through its debugging port. */
export function browser(): Promise<BrowserContext> {
  starting ??= start();
  return starting;
}

async function start(): Promise<BrowserContext> {
  // Loaded only here: a program that is refused before it has a window starts at once.
  const { chromium } = await import('playwright-core');
  const { executablePath, args } = findChromium();
  // In the home of the test, which goes away with it, however this process ends.
  const profile = await mkdtemp(join(app.getPath('home'), 'electron-double-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...args, '--remote-debugging-port=0'],
    headless: true,
    viewport: { width: 1180, height: 760 },
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  // Before a second page is made: one that is being made while the routing begins would be left out of it.
  await context.route('**/*', answerRequest);
  app.atExit = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  // Chromium writes the port that it chose here: a spec attaches to the same browser with it.
  const [port = ''] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  process.send?.({ endpoint: `http://127.0.0.1:${port}` });
  return context;
}
