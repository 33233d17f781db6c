import { mkdir, open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeControl } from '../policy/control-file/control-file.ts';
import type { ControlState } from '../policy/control-file/control-file-state.ts';
import { firstWrongByte } from '../testing/range-server/seeded-body.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const mebibyte = 1 << 20;
/** Past 4 GiB, where a number of 32 bits would begin anew. */
const front = 5 * 2 ** 30;
const size = front + 8 * mebibyte;

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness();
});

afterEach(() => harness.close());

/** Leaves the files of a download whose first 5 GiB are there: they are a hole, and take no room. */
async function leavePartial(url: string): Promise<string> {
  const target = join(harness.folder, 'file.bin');
  await mkdir(harness.folder);
  await writeFile(`${target}.part`, '');
  await truncate(`${target}.part`, front);
  const identity = await harness.ports.files.identity(`${target}.part`);
  if (!identity.ok) throw new Error(identity.failure.code);
  const state: ControlState = {
    id: 'an earlier session',
    url,
    mirrors: [],
    finalUrl: null,
    askedName: null,
    size,
    validator: { etag: '"first"', lastModified: null, lastModifiedStrong: false },
    contentType: null,
    expected: null,
    part: identity.value,
    clean: true,
    written: [{ start: 0, end: front }],
    synced: [{ start: 0, end: front }],
    checksums: [],
  };
  await writeFile(`${target}.part.tributary`, encodeControl(state, null).bytes);
  return target;
}

test.each([1, 8])(
  'C16: bytes beyond 4 GiB lie where they belong, with %i connections',
  async (connections) => {
    const server = await harness.serve({ size, rate: 20_000_000 });
    const target = await leavePartial(server.url);
    const end = await harness.fetch({ url: server.url, connections, body: null });
    expect([end.state, end.record.size, end.name]).toEqual(['completed', size, 'file.bin']);
    expect(Math.min(...server.requests.map((request) => request.range?.first ?? 0))).toBe(front);
    const file = await open(target);
    const bytes = Buffer.alloc(size - front);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, front);
    await file.close();
    expect([bytesRead, firstWrongByte(bytes, 1, front)]).toEqual([bytes.length, null]);
  },
);
