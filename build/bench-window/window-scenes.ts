import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { median } from '../bench/results/figures.ts';
import type { Goal } from '../bench/results/goals.ts';
import { MeasuredPage } from './measured-page.ts';
import { scrollFrames } from './page-probe.ts';
import { startScriptedHost } from './scripted-host.ts';

export interface SceneOptions {
  readonly browser: Browser;
  readonly running: number;
  readonly finished: number;
  /** Cold starts; the figures are medians of them. */
  readonly starts: number;
  /** Seconds of each of the scenes with updates. */
  readonly seconds: number;
  /** Updates in the scene about memory. */
  readonly updates: number;
}

const displayRate = 60;
/** Of the display's frames: one in fifty may be late by chance. */
const framesLeast = 0.98;
/** Downloads that change in an update of the scene about memory, and updates at once. */
const burstChanged = 50;
const burstUpdates = 100;

/** A window opened cold on the whole list. */
export async function coldStarts({
  browser,
  finished,
  running,
  starts,
}: SceneOptions): Promise<readonly Goal[]> {
  const host = await startScriptedHost(running, finished);
  const paints: number[] = [];
  const usable: number[] = [];
  const lists: number[] = [];
  try {
    for (let start = 0; start < starts; start += 1) {
      const opened = await MeasuredPage.open(browser, host.address);
      const { firstPaint, rowsAt, snapshotAt } = await opened.times();
      await opened.close();
      paints.push(firstPaint ?? Number.NaN);
      usable.push(rowsAt ?? Number.NaN);
      lists.push((rowsAt ?? Number.NaN) - (snapshotAt ?? Number.NaN));
    }
  } finally {
    await host.end();
  }
  const rows = (running + finished).toLocaleString('en');
  return [
    { name: 'first paint, cold', unit: 'ms', bound: 1_000, values: paints, of: 'middle' },
    { name: `usable, cold, ${rows} rows`, unit: 'ms', bound: 1_000, values: usable, of: 'middle' },
    {
      name: `list of ${rows}, from its message to its rows`,
      unit: 'ms',
      bound: 300,
      values: lists,
      of: 'middle',
    },
  ];
}

/** Ten updates a second while nobody touches the window, then while somebody scrolls. */
export async function updates({
  browser,
  finished,
  running,
  seconds,
}: SceneOptions): Promise<readonly Goal[]> {
  const host = await startScriptedHost(running, finished);
  try {
    const opened = await MeasuredPage.open(browser, host.address);
    const few = Math.max(1, Math.round(running / 100));
    const quiet = await measureUpdates(opened, host, few, seconds);
    const busy = await measureUpdates(opened, host, running, seconds);
    await host.run(running);
    const frames = await opened.page.evaluate(scrollFrames, seconds * 1_000);
    await host.pause();
    const after = await opened.times();
    await opened.close();
    const gaps = frames.slice(1).map((frame, index) => frame - (frames[index] ?? frame));
    const rate = (gaps.length * 1_000) / gaps.reduce((sum, gap) => sum + gap, 0);
    const long = after.longTasks.filter(({ start }) => start > (after.rowsAt ?? 0) + 500);
    const all = running.toLocaleString('en');
    return [
      { name: `script for an update of ${all}`, unit: 'ms', bound: 4, values: [busy.script], of: 'middle' },
      {
        name: `all work for an update of ${all}`,
        unit: 'ms',
        bound: null,
        values: [busy.task],
        of: 'middle',
      },
      {
        name: `script for an update of ${String(few)}`,
        unit: 'ms',
        bound: 4,
        values: [quiet.script],
        of: 'middle',
      },
      { name: `bytes for each of ${all} changes`, unit: '', bound: 200, values: [busy.bytes], of: 'middle' },
      {
        name: `bytes for each of ${String(few)} changes`,
        unit: '',
        bound: 200,
        values: [quiet.bytes],
        of: 'middle',
      },
      { name: 'tasks over 50 ms after the start', unit: '', bound: 0, values: [long.length], of: 'most' },
      {
        ...{ name: 'longest of them', unit: 'ms', bound: null, of: 'most' },
        values: long.length === 0 ? [] : [Math.max(...long.map(({ duration }) => duration))],
      },
      {
        ...{ name: 'frames of the display that were missed while scrolling', unit: '%', of: 'middle' },
        ...{ bound: (1 - framesLeast) * 100, values: [Math.max(0, 1 - rate / displayRate) * 100] },
      },
      {
        name: 'longest gap between two frames',
        unit: 'ms',
        bound: null,
        values: [Math.max(...gaps)],
        of: 'most',
      },
    ];
  } finally {
    await host.end();
  }
}

/** An hour's updates as fast as the window takes them. */
export async function memory({
  browser,
  finished,
  running,
  updates: count,
}: SceneOptions): Promise<readonly Goal[]> {
  const host = await startScriptedHost(running, finished);
  try {
    const opened = await MeasuredPage.open(browser, host.address);
    const heaps: number[] = [];
    const nodes: number[] = [];
    const look = async (): Promise<void> => {
      const metrics = await opened.settledMetrics();
      heaps.push(metrics.heap / 2 ** 20);
      nodes.push(metrics.nodes);
    };
    // What every window builds once is not growth.
    await host.burst(burstUpdates, burstChanged);
    await opened.page.evaluate(() => new Promise(requestAnimationFrame));
    await look();
    const looks = 6;
    for (let done = 0; done < count; done += burstUpdates) {
      await host.burst(burstUpdates, burstChanged);
      await opened.page.evaluate(() => new Promise(requestAnimationFrame));
      if (Math.floor((done * looks) / count) < Math.floor(((done + burstUpdates) * looks) / count))
        await look();
    }
    await opened.close();
    const first = heaps[0] ?? Number.NaN;
    const second = median(heaps.slice(-3));
    const growth = Math.max(0, second - first);
    const words = count.toLocaleString('en');
    return [
      {
        name: `memory more after ${words} updates`,
        unit: 'MiB',
        bound: Math.max(2, first / 20),
        values: [growth],
        of: 'middle',
      },
      { name: 'memory of its scripts then', unit: 'MiB', bound: null, values: [second], of: 'middle' },
      {
        name: 'nodes more then',
        unit: '',
        bound: 200,
        values: [Math.max(0, (nodes.at(-1) ?? Number.NaN) - (nodes[0] ?? Number.NaN))],
        of: 'middle',
      },
    ];
  } finally {
    await host.end();
  }
}

/** For each update: milliseconds of script and of all work; and bytes for each download that changed. */
async function measureUpdates(
  opened: MeasuredPage,
  host: Awaited<ReturnType<typeof startScriptedHost>>,
  changed: number,
  seconds: number,
): Promise<{ readonly script: number; readonly task: number; readonly bytes: number }> {
  const before = await host.run(changed);
  const start = await opened.metrics();
  await delay(seconds * 1_000);
  const end = await opened.metrics();
  const after = await host.pause();
  const sent = after.changes - before.changes;
  return {
    script: ((end.script - start.script) * 1_000) / sent,
    task: ((end.task - start.task) * 1_000) / sent,
    bytes: (after.changeBytes - before.changeBytes) / sent / changed,
  };
}
