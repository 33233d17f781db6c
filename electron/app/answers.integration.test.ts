import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resumeModeOf, type InterruptReason } from '../../shared/model/reasons.ts';
import type { RangeServerOptions } from '../engine/testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { seededBytes } from '../engine/testing/range-server/seeded-body.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const mebibyte = 1 << 20;
const size = 4 * mebibyte;
const second = { seed: 2, etag: '"second"', lastModified: null };
const page = {
  content: '<!doctype html><p>Sign in</p>',
  contentType: 'text/html',
  ranges: 'ignored',
} as const;
let harness: AppHarness;
let window: TestWindow;

beforeEach(async () => {
  harness = await AppHarness.open();
  window = await harness.window();
});
afterEach(() => harness.close());

function serve(options: RangeServerOptions = {}): Promise<RangeServer> {
  return harness.serve(startRangeServer({ size, rate: 4 << 20, ...options }));
}

async function stops(id: string, code: InterruptReason): Promise<void> {
  const state = { kind: 'interrupted', failure: { code }, resume: resumeModeOf(code) };
  await window.shows(id, (view) => view.state.kind === 'interrupted');
  expect((await snapshotOf(id)).state).toMatchObject(state);
}

async function snapshotOf(id: string) {
  const snapshot = await window.client.call.snapshot();
  const view = snapshot.ok ? snapshot.value.downloads.find((download) => download.id === id) : undefined;
  if (view === undefined) throw new Error('It is not on the list.');
  return view;
}

/** A download that was paused with some bytes. */
async function paused(server: RangeServer): Promise<string> {
  const id = await window.add(server.url, harness.folder, { connections: 2 });
  await window.shows(id, (view) => view.received > mebibyte / 2);
  await window.client.call.pause({ ids: [id] });
  return id;
}

describe('B2: a file that changed', () => {
  test('waits for an answer, and starts over with it', async () => {
    const server = await serve();
    const id = await paused(server);
    server.behave(second);
    await window.client.call.resume({ ids: [id] });
    await stops(id, 'server-changed');
    // To resume everything is no answer.
    const { length } = server.requests;
    await window.client.call.resumeAll();
    expect([(await snapshotOf(id)).state.kind, server.requests.length]).toEqual(['interrupted', length]);
    expect(await window.client.call.answerChanged({ id, answer: 'start-over' })).toMatchObject({ ok: true });
    await window.reaches(id, 'completed');
    expect((await harness.read('file.bin')).equals(seededBytes(2, 0, size))).toBe(true);
  });

  test('is kept beside the old bytes, or left; an answer that nobody asked for does nothing', async () => {
    const server = await serve();
    const id = await paused(server);
    const answer = (what: 'keep-both' | 'stop') => window.client.call.answerChanged({ id, answer: what });
    expect(await answer('keep-both')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    server.behave(second);
    await window.client.call.resume({ ids: [id] });
    await stops(id, 'server-changed');
    expect(await answer('stop')).toMatchObject({ ok: true });
    await window.shows(id, (view) => view.state.kind === 'paused');
    await window.client.call.resume({ ids: [id] });
    await window.shows(id, (view) => view.state.kind === 'interrupted');
    expect(await answer('keep-both')).toMatchObject({ ok: true });
    const snapshot = await window.client.call.snapshot();
    const added = snapshot.ok ? snapshot.value.downloads.find((download) => download.id !== id) : undefined;
    await window.reaches(added?.id ?? '', 'completed');
    expect(await harness.files()).toEqual(['file (1).bin', 'file.bin.part', 'file.bin.part.tributary']);
    expect((await harness.read('file (1).bin')).equals(seededBytes(2, 0, size))).toBe(true);
  });
});

test('F9: a new link is taken when it leads to the same file, and refused in words when it does not', async () => {
  const server = await serve();
  const id = await paused(server);
  server.behave({ status: 403 });
  await window.client.call.resume({ ids: [id] });
  await stops(id, 'server-link-expired');
  const give = (url: string) => window.client.call.refreshLink({ id, url });
  expect(await give('ftp://127.0.0.1/x')).toMatchObject({ failure: { code: 'not-a-link' } });
  expect(await give(server.url)).toMatchObject({ failure: { code: 'server-forbidden' } });
  const longer = await serve({ size: size + 1 });
  expect(await give(longer.url)).toMatchObject({ failure: { code: 'link-other-size' } });
  const other = await serve({ seed: 2 });
  expect(await give(other.url)).toMatchObject({ failure: { code: 'link-other-bytes' } });
  await stops(id, 'server-link-expired');
  const same = await serve();
  expect(await give(` ${same.url}\n`)).toMatchObject({ ok: true });
  await window.reaches(id, 'completed');
  expect((await harness.read('file.bin')).equals(seededBytes(1, 0, size))).toBe(true);
  expect(await give(same.url)).toMatchObject({ failure: { code: 'link-not-needed' } });
  expect(await window.client.call.refreshLink({ id: 'nobody', url: same.url })).toMatchObject({
    failure: { code: 'not-found' },
  });
});

test('D11, F14: a page in the place of a file is kept only where somebody says so', async () => {
  const server = await serve(page);
  const id = await window.add(`${server.origin}/disc.iso`, harness.folder, { connections: 2 });
  await stops(id, 'server-unexpected-page');
  expect(await harness.files()).toEqual([]);
  expect(await window.client.call.keepPage({ id })).toMatchObject({ ok: true });
  await window.reaches(id, 'completed');
  expect((await harness.read('disc.iso')).toString()).toBe(page.content);
  expect(await window.client.call.keepPage({ id })).toMatchObject({ failure: { code: 'not-found' } });
});
