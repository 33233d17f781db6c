import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DownloadView } from '../../shared/model/view.ts';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const mebibyte = 1 << 20;
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

/** What every window shows when all events have come is what a new one is told. */
async function showsTheSame(window: TestWindow, ids: readonly string[]): Promise<void> {
  const fresh = await harness.window();
  for (const id of ids) expect(window.view(id)).toEqual(fresh.view(id));
}

test('patches name only what changed, come ten times a second at most, and leave no gap in seq', async () => {
  const server = await harness.serve(startRangeServer({ size: 2 * mebibyte, rate: mebibyte }));
  const window = await harness.window();
  await window.client.call.setSettings({ jobs: 20 });
  const ids: string[] = [];
  // Added one by one over half a second, so that their ticks do not fall together.
  for (let number = 0; number < 12; number += 1) {
    ids.push(await window.add(`${server.origin}/${number}`, harness.folder));
    const id = ids.at(-1) ?? '';
    await window.shows(id, () => true);
  }
  for (const id of ids) await window.reaches(id, 'completed');
  const seen = new Map<string, Partial<DownloadView>>();
  for (const patch of window.patches) {
    const before = seen.get(patch.id);
    if (before === undefined) expect(patch.name).toBeDefined();
    for (const [name, value] of Object.entries(patch)) {
      if (before === undefined || name === 'id') continue;
      expect(value, name).not.toEqual(before[name as keyof DownloadView]);
    }
    seen.set(patch.id, { ...before, ...patch });
  }
  const changes = window.events.filter(({ name }) => name === 'changed');
  const spans = changes.slice(10).map((event, index) => event.at - (changes[index]?.at ?? 0));
  expect(spans.length).toBeGreaterThan(0);
  for (const span of spans) expect(span).toBeGreaterThan(900);
  expect(window.events.map(({ seq }) => seq)).toEqual(window.events.map((_event, index) => index + 1));
  expect(window.gaps).toBe(0);
  await showsTheSame(window, ids);
});

test('a snapshot taken while something changes and changes back is no lie afterwards', async () => {
  const server = await harness.serve(startRangeServer());
  const first = await harness.window();
  const id = await first.add(server.url, harness.folder, { start: false });
  await first.shows(id, () => true);
  await first.client.call.setLimit({ id, limit: 5_000 });
  const between = await harness.window();
  await first.client.call.setLimit({ id, limit: 0 });
  await first.client.call.setChecksum({ id, checksum: 'd41d8cd98f00b204e9800998ecf8427e' });
  for (const window of [first, between]) await window.shows(id, (view) => view.checksum.expected !== null);
  expect(between.view(id)).toEqual(first.view(id));
  expect(between.view(id).limit).toBe(0);
});

test('the detail goes to the window that watches the download, and to no other', async () => {
  const server = await harness.serve(startRangeServer({ size: 2 * mebibyte, rate: mebibyte }));
  const [watching, elsewhere, other] = [
    await harness.window(),
    await harness.window(),
    await harness.window(),
  ];
  const [id, unwatched] = [
    await watching.add(`${server.origin}/a`, harness.folder),
    await watching.add(`${server.origin}/b`, harness.folder),
  ];
  const answer = await watching.client.call.watch({ id });
  expect(answer).toMatchObject({ ok: true, value: { id } });
  await other.client.call.watch({ id: unwatched });
  await watching.until(() => watching.details.length > 2);
  await watching.client.call.watch({ id: null });
  const { length } = watching.details;
  for (const each of [id, unwatched]) await watching.reaches(each, 'completed');
  expect(watching.details.length).toBe(length);
  expect(new Set(watching.details.map((detail) => detail.id))).toEqual(new Set([id]));
  expect(new Set(other.details.map((detail) => detail.id))).toEqual(new Set([unwatched]));
  expect(elsewhere.details).toEqual([]);
  expect(await watching.client.call.watch({ id: 'none' })).toEqual({ ok: true, value: null });
});

test('a download that was removed is told to every window, also one that never saw it change', async () => {
  const server = await harness.serve(startRangeServer({ size: 1_000 }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'completed');
  await harness.restart();
  const [one, two] = [await harness.window(), await harness.window()];
  await one.client.call.remove({ ids: [id], files: false });
  for (const each of [one, two]) await each.until(() => !each.has(id));
});
