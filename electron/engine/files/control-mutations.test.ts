import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { crc32c } from '../policy/digests/crc32c.ts';
import { encodeControl, type ControlState } from '../policy/control-file/control-file.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryEngine, memoryTarget } from '../testing/memory/memory-engine.ts';
import { memoryIdentity } from '../testing/memory/memory-node.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const size = 200_000;
const body = seededBytes(53, 0, size);
const server = { body, etag: '"one"', ranges: true };
const part = `${memoryTarget}.part`;
const control = `${part}.tributary`;
const tries = process.env['TRIBUTARY_CONTROL_MUTATIONS'] === 'all' ? 12_000 : 480;
const header = 32;

/** A part file with the first `end` bytes, and the beginnings of others in its middle. */
function partBytes(): Uint8Array {
  const bytes = new Uint8Array(size);
  for (const { start, end } of written) bytes.set(body.subarray(start, end), start);
  return bytes;
}

const written = [
  { start: 0, end: 70_000 },
  { start: 100_000, end: 140_000 },
];

function stateOf(ranges: readonly { readonly start: number; readonly end: number }[]): ControlState {
  return {
    id: 'download-1',
    url: 'http://127.0.0.1/file.bin',
    mirrors: [],
    finalUrl: null,
    askedName: null,
    size,
    validator: { etag: '"one"', lastModified: null, lastModifiedStrong: false },
    contentType: null,
    expected: null,
    part: null,
    clean: false,
    written: ranges,
    synced: ranges,
    checksums: ranges.map(({ start, end }) => ({ start, end, crc: crc32(body.subarray(start, end)) })),
  };
}

/** A control file after these saves. */
function fileOf(...states: readonly ControlState[]): Uint8Array {
  let file = new Uint8Array(0);
  let position: Parameters<typeof encodeControl>[1] = null;
  for (const state of states) {
    const write = encodeControl(state, position);
    const longer = new Uint8Array(Math.max(file.length, write.offset + write.bytes.length));
    longer.set(file);
    longer.set(write.bytes, write.offset);
    file = longer;
    position = write.position;
  }
  return file;
}

type Mutation = (bytes: Uint8Array, below: (limit: number) => number) => Uint8Array;

const older = stateOf([{ start: 0, end: 30_000 }]);
const otherBytes = seededBytes(54, 0, size);
/** Control files that were right once, or somewhere else. */
const strangers = [
  // Of other bytes at the same address: every sum is another.
  { ...stateOf(written), checksums: written.map((range) => ({ ...range, crc: sumOf(range) })) },
  { ...stateOf(written), id: 'other', url: 'http://127.0.0.1/other.bin' },
  // Of a shorter file with the same beginning, which was not yet whole; and of one that was, of other bytes.
  { ...stateOf([{ start: 0, end: 3_000 }]), size: 5_000 },
  {
    ...stateOf([{ start: 0, end: 5_000 }]),
    size: 5_000,
    checksums: [{ start: 0, end: 5_000, crc: sumOf({ start: 0, end: 5_000 }) }],
  },
  { ...stateOf([{ start: 0, end: size }]), clean: true },
];

function sumOf({ start, end }: { readonly start: number; readonly end: number }): number {
  return crc32(otherBytes.subarray(start, end));
}

/** Changes a slot and makes its checksum right again. */
function resealed(bytes: Uint8Array, slot: number, change: (view: DataView) => void): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + slot);
  change(view);
  const payload = bytes.subarray(slot + header, slot + header + view.getUint32(12, true));
  view.setUint32(28, crc32c(payload, crc32c(bytes.subarray(slot, slot + 28))), true);
  return bytes;
}

const mutations: Readonly<Record<string, Mutation>> = {
  'bits flipped': (bytes, below) => {
    for (let turn = below(8); turn >= 0; turn -= 1) flip(bytes, below(bytes.length), below(8));
    return bytes;
  },
  'a bit of a header flipped': (bytes, below) =>
    flip(bytes, below(2) * (bytes.length / 2) + below(header), below(8)),
  'a bit of a payload flipped': (bytes, below) =>
    flip(bytes, below(2) * (bytes.length / 2) + header + below(600), below(8)),
  'cut off': (bytes, below) => bytes.slice(0, below(bytes.length)),
  'zeros in it': (bytes, below) => {
    const from = below(bytes.length);
    return bytes.fill(0, from, from + 1 + below(5_000));
  },
  'all zeros': (bytes) => bytes.fill(0),
  'one slot zeros': (bytes, below) => {
    const from = below(2) * (bytes.length / 2);
    return bytes.fill(0, from, from + bytes.length / 2);
  },
  'slots swapped': (bytes) => {
    const half = bytes.length / 2;
    return Uint8Array.from([...bytes.subarray(half), ...bytes.subarray(0, half)]);
  },
  'one slot twice': (bytes, below) => {
    const half = bytes.length / 2;
    return below(2) === 0 ? bytes.copyWithin(half, 0, half) : bytes.copyWithin(0, half);
  },
  'old slots again': (bytes, below) => {
    const old = fileOf(older, older, older).subarray(0, 1 + below(bytes.length));
    bytes.set(old.subarray(0, bytes.length));
    return bytes;
  },
  'a newer version': (bytes, below) =>
    resealed(bytes, below(2) * (bytes.length / 2), (view) => {
      view.setUint16(8, 2 + below(60_000), true);
    }),
  'of something else': (_bytes, below) => {
    const [first, second] = [strangers[below(strangers.length)], strangers[below(strangers.length)]];
    return first === undefined || second === undefined ? new Uint8Array(0) : fileOf(first, second);
  },
  noise: (bytes, below) => bytes.map(() => below(256)),
  longer: (bytes, below) => {
    const grown = new Uint8Array(bytes.length + below(20_000)).fill(below(256));
    grown.set(bytes);
    return grown;
  },
};

function flip(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  return bytes;
}

/** Goes on from a part file and a control file that something happened to. */
async function goOn(mutate: Mutation, clean: boolean, seed: number): Promise<string | null> {
  const chance = seededChance(seed);
  const below = (limit: number): number => Math.floor(chance() * limit);
  const disk = new MemoryDisk();
  const identity = memoryIdentity(disk.place(part, partBytes()));
  const newest = { ...stateOf(written), clean, part: clean ? identity : null };
  disk.place(control, mutate(fileOf(older, newest), below));
  const run = new MemoryEngine({ disk, server, records: new Map(), chance, interval: 1, slowestSync: 5 });
  const download = run.begin();
  const state = await run.rest(download);
  if (state.kind !== 'completed') return `it ended as ${JSON.stringify(state)}`;
  const content = disk.contentOf(download.record.target ?? '');
  if (content === null || Buffer.compare(content, body) !== 0) return 'wrong bytes';
  if (run.files.open > 0 || disk.locks.size > 0) return 'something was left open';
  return null;
}

it(
  'I6: a control file that anything happened to never crashes a run, and nothing false in it is trusted',
  { timeout: 600_000 },
  async ({ task }) => {
    const faults: string[] = [];
    const kinds = Object.entries(mutations);
    for (let turn = 0; turn < tries; turn += 1) {
      const [name, mutate] = kinds[turn % kinds.length] ?? ['', (bytes: Uint8Array) => bytes];
      const clean = Math.floor(turn / kinds.length) % 2 === 0;
      const fault = await goOn(mutate, clean, turn).catch((error: unknown) => String(error));
      if (fault !== null) faults.push(`${name}, ${clean ? 'clean' : 'in flight'}, turn ${turn}: ${fault}`);
    }
    Object.assign(task.meta, { tried: tries, faults });
    expect(faults).toEqual([]);
  },
);

it('I6: untouched, nothing of what it says is fetched again', async () => {
  const disk = new MemoryDisk();
  const identity = memoryIdentity(disk.place(part, partBytes()));
  disk.place(control, fileOf(older, { ...stateOf(written), clean: true, part: identity }));
  const run = new MemoryEngine({ disk, server, records: new Map(), chance: seededChance(1), interval: 1 });
  const download = run.begin();
  await run.rest(download);
  expect(run.fault(download, body)).toBeNull();
  expect(run.transport.served).toBeLessThan(size - 110_000 + 50_000);
});
