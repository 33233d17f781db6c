import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findChromium } from '../e2e/fixtures/chromium.ts';
import { machineWords } from './bench/machine-words.ts';
import { verdictOf } from './bench/results/goals.ts';
import { withWindowPart } from './bench/results/page.ts';
import { blockMap } from './bench-window/block-map-scene.ts';
import { coldStarts, memory, updates, type SceneOptions } from './bench-window/window-scenes.ts';
import { windowTable } from './bench-window/window-table.ts';
import { ensureBuilt } from './current-build.ts';

/** `npm run bench:window`: the window in a real Chromium, over made-up downloads. */
const usage = `npm run bench:window -- [--quick] [--write]
  --quick   fewer updates, to see that everything works
  --write   puts the table into docs/benchmarks.md
  The exit status is 1 when a goal is missed.`;
const root = fileURLToPath(new URL('..', import.meta.url));
const pagePath = join(root, 'docs', 'benchmarks.md');

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
} else if (!(await ensureBuilt(root))) {
  process.exitCode = 1;
} else {
  process.exitCode = await bench();
}

async function bench(): Promise<number> {
  const { executablePath, args } = findChromium();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  const usual = { browser, running: 1_000, finished: 10_000 };
  const options: SceneOptions = values.quick
    ? { ...usual, starts: 2, seconds: 3, updates: 2_000 }
    : { ...usual, starts: 5, seconds: 10, updates: 36_000 };
  try {
    const version = browser.version();
    const goals = [
      ...(await coldStarts(options)),
      ...(await updates(options)),
      ...(await memory(options)),
      ...(await blockMap(browser)),
    ];
    const table = windowTable(goals);
    console.log(table);
    if (values.write) await write(`${introduction(version)}\n\n${table}`);
    return goals.every((goal) => verdictOf(goal).met !== false) ? 0 : 1;
  } finally {
    await browser.close();
  }
}

function introduction(version: string): string {
  const date = new Date().toISOString().slice(0, 10);
  return `\`npm run bench:window -- --write\` wrote this part: the built window in Chromium ${version}, served by the headless
host's web server, over 1,000 downloads that say ten times a second that they got on, and 10,000 that are
finished. ${values.quick ? 'This was a quick run: its figures say little. ' : ''}Script and work are what Chromium counts of the page.

${machineWords()} · ${date}`;
}

async function write(part: string): Promise<void> {
  const page = existsSync(pagePath) ? await readFile(pagePath, 'utf8') : '# Benchmarks\n';
  await writeFile(pagePath, withWindowPart(page, part));
  console.log('Written: docs/benchmarks.md');
}
