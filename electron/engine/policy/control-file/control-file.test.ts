import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { checksumBlock } from './block-checksums.ts';
import type { ControlPosition, ControlState } from './control-file.ts';
import { decodeControl, encodeControl } from './control-file.ts';
import { crc32c } from '../digests/crc32c.ts';

const plain: ControlState = {
  id: 'd-1',
  url: 'https://example.org/a.iso?signature=abc',
  mirrors: [],
  finalUrl: null,
  askedName: null,
  size: null,
  validator: null,
  contentType: null,
  expected: null,
  part: null,
  clean: false,
  written: [],
  synced: [],
  checksums: [],
};

function blocksOf({ start, end }: ByteRange): ByteRange[] {
  const blocks: ByteRange[] = [];
  for (let from = start; from < end; from = blocks.at(-1)?.end ?? end) {
    blocks.push({ start: from, end: Math.min(end, (Math.floor(from / checksumBlock) + 1) * checksumBlock) });
  }
  return blocks;
}

/** A file in memory, and the position that its last synced write left. */
class Sidecar {
  file = new Uint8Array(0);
  position: ControlPosition | null = null;

  save(next: ControlState): void {
    const { bytes, offset: at, position } = encodeControl(next, this.position);
    this.put(bytes, at);
    this.position = position;
  }

  put(bytes: Uint8Array, at: number): void {
    const file = new Uint8Array(Math.max(this.file.length, at + bytes.length));
    file.set(this.file);
    file.set(bytes, at);
    this.file = file;
  }
}

function many(blocks: number, crc: number): ControlState {
  const written = [{ start: 0, end: blocks * checksumBlock }];
  const checksums = written.flatMap(blocksOf).map((range, at) => ({ ...range, crc: (crc + at) >>> 0 }));
  return { ...plain, size: 10_000 * checksumBlock, written, synced: written, checksums };
}

/** mulberry32: the same mutations in every run. */
function seeded(seed: number): () => number {
  let state32 = seed;
  return () => {
    state32 = (state32 + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state32 ^ (state32 >>> 15), 1 | state32);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('control file', () => {
  it('gives back the last state saved, through any number of saves and growths', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4_000 }), { minLength: 1, maxLength: 8 }), (sizes) => {
        const sidecar = new Sidecar();
        for (const blocks of sizes) {
          const next = { ...many(blocks + 1, blocks), size: null, clean: blocks % 2 === 0 };
          sidecar.save(next);
          const { position } = sidecar;
          expect(decodeControl(sidecar.file)).toEqual({ ok: true, value: { state: next, position } });
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it.each([
    ['A', [1, 2, 3, 3_000, 3_001, 3_002], 5],
    ['B', [1, 2, 3_000, 3_001, 3_002], 5],
  ])(
    'I5: a save cut off after any byte leaves the state before it; grown into from slot %s',
    (_, sizes, last) => {
      const sidecar = new Sidecar();
      let before: ControlState | null = null;
      for (const blocks of sizes) {
        // Of unknown size: no room is kept for the sums to come, so the third or fourth save outgrows the
        // slots, and the one after that wipes what was there before.
        const next = { ...many(blocks, blocks), size: null };
        const write = encodeControl(next, sidecar.position);
        const step = Math.max(1, Math.floor(write.bytes.length / 150));
        for (let cut = 0; cut < write.bytes.length && before !== null; cut += step) {
          const torn = new Sidecar();
          torn.put(sidecar.file, 0);
          torn.put(write.bytes.subarray(0, cut), write.offset);
          const decoded = decodeControl(torn.file);
          if (!decoded.ok) expect.unreachable(decoded.failure.problem);
          else expect([before.written, next.written]).toContainEqual(decoded.value.state.written);
        }
        sidecar.save(next);
        before = next;
      }
      expect(sidecar.position).toEqual({ generation: last, capacity: 32_768, leftovers: false });
    },
  );

  it('I5: a save that failed is made again in the same slot, so the last good state stays', () => {
    const sidecar = new Sidecar();
    sidecar.save(many(1, 1));
    sidecar.save(many(2, 2));
    const failed = encodeControl(many(3, 3), sidecar.position);
    sidecar.put(failed.bytes.subarray(0, 40), failed.offset);
    sidecar.save(many(4, 4));
    expect(failed.position).toEqual(sidecar.position);
    const decoded = decodeControl(sidecar.file);
    expect(decoded.ok && decoded.value.state).toEqual(many(4, 4));
  });

  it('leaves nothing of slots that the file has outgrown', () => {
    const sidecar = new Sidecar();
    for (const blocks of [1, 2]) sidecar.save({ ...many(blocks, blocks), size: null });
    for (const blocks of [2_000, 2]) sidecar.save({ ...many(blocks, blocks), size: null });
    const { capacity } = sidecar.position ?? { capacity: 0 };
    sidecar.file.fill(0, 0, 32);
    sidecar.file.fill(0, capacity, capacity + 32);
    expect(decodeControl(sidecar.file)).toEqual({ ok: false, failure: { problem: 'damaged' } });
  });

  it('I6: 12,000 mutations neither throw nor bring forth a state that was never written', ({ task }) => {
    const random = seeded(20_261_122);
    const below = (limit: number) => Math.floor(random() * limit);
    const first = many(9, 77);
    const second = { ...many(300, 99), clean: true, askedName: 'second' };
    const third = { ...many(900, 5), size: null, askedName: 'third' };
    let accepted = 0;
    let tried = 0;
    const flip = (bytes: Uint8Array, count: number, at?: number) => {
      for (let turn = 0; turn < count; turn += 1) {
        const where = at ?? below(bytes.length);
        bytes[where] = (bytes[where] ?? 0) ^ (1 << below(8));
      }
      return bytes;
    };
    for (const [older, newer] of [
      [first, second],
      [second, third],
      [third, first],
    ] as const) {
      const sidecar = new Sidecar();
      sidecar.save({ ...older, size: null });
      const spare = sidecar.file;
      sidecar.save({ ...newer, size: null });
      const { file } = sidecar;
      const known = new Set([older, newer].map((one) => keyOf({ ...one, size: null })));
      const half = file.length / 2;
      const mutations: readonly ((bytes: Uint8Array) => Uint8Array)[] = [
        (bytes) => flip(bytes, 1 + below(8)),
        (bytes) => flip(bytes, 1, below(64)),
        (bytes) => flip(bytes, 1 + below(3), half + below(64)),
        (bytes) => bytes.subarray(0, below(bytes.length)),
        (bytes) => zero(bytes, below(bytes.length), 1 + below(5_000)),
        (bytes) => zero(bytes, below(32), 1 + below(8)),
        (bytes) => swap(bytes, half),
        (bytes) => copyInto(bytes, below(bytes.length), below(bytes.length), below(3_000)),
        (bytes) => copyInto(bytes, half, 0, 1 + below(1_000)),
        (bytes) => bytes.map((byte, at) => (at % 512 === 7 ? byte ^ 1 : byte)),
        (bytes) => {
          bytes.set(spare.subarray(0, Math.min(spare.length, below(bytes.length))));
          return bytes;
        },
      ];
      for (let turn = 0; turn < 4_000; turn += 1) {
        const mutate = mutations[turn % mutations.length];
        const decoded = decodeControl(mutate?.(file.slice()) ?? file);
        tried += 1;
        if (decoded.ok) {
          accepted += 1;
          expect(known).toContain(keyOf(decoded.value.state));
        } else expect(['empty', 'damaged']).toContain(decoded.failure.problem);
      }
    }
    task.meta.tried = tried;
    // Most mutations leave one of the slots whole, and some leave none.
    expect(accepted).toBeGreaterThan(6_000);
    expect(accepted).toBeLessThan(12_000);
  }, 60_000);

  it('I6: cut to any length at all, it is one of the two states or damaged', () => {
    const sidecar = new Sidecar();
    sidecar.save(plain);
    sidecar.save({ ...plain, clean: true });
    for (let length = 0; length <= sidecar.file.length; length += 1) {
      const decoded = decodeControl(sidecar.file.subarray(0, length));
      if (decoded.ok) expect([false, true]).toContain(decoded.value.state.clean);
      else expect(decoded.failure.problem).toBe(length === 0 ? 'empty' : 'damaged');
    }
  });

  it('I6: all zeros, and nothing, is empty', () => {
    expect(decodeControl(new Uint8Array(0))).toEqual({ ok: false, failure: { problem: 'empty' } });
    expect(decodeControl(new Uint8Array(8_192))).toEqual({ ok: false, failure: { problem: 'empty' } });
  });

  it('I6: a newer version is named as such, and an older slot beside it is not taken instead', () => {
    const sidecar = new Sidecar();
    sidecar.save(plain);
    sidecar.save(plain);
    const { capacity } = sidecar.position ?? { capacity: 0 };
    resealed(sidecar.file, capacity, (view) => view.setUint16(8, 2, true));
    expect(decodeControl(sidecar.file)).toEqual({ ok: false, failure: { problem: 'newer-version' } });
  });

  it('I6: a slot whose checksum holds but whose ranges lie is not taken', () => {
    const sidecar = new Sidecar();
    sidecar.save({ ...plain, size: 100, written: [{ start: 0, end: 100 }] });
    const view = new DataView(sidecar.file.buffer, 32);
    const at = 4 + view.getUint32(0, true) + 4;
    for (const end of [101n, 0n, 2n ** 53n, 2n ** 64n - 1n]) {
      resealed(sidecar.file, 0, () => view.setBigUint64(at + 8, end, true));
      expect(decodeControl(sidecar.file)).toEqual({ ok: false, failure: { problem: 'damaged' } });
    }
    resealed(sidecar.file, 0, () => view.setBigUint64(at + 8, 60n, true));
    const decoded = decodeControl(sidecar.file);
    expect(decoded.ok && decoded.value.state.written).toEqual([{ start: 0, end: 60 }]);
    resealed(sidecar.file, 0, () => view.setUint32(at - 4, 0xffffffff, true));
    expect(decodeControl(sidecar.file).ok).toBe(false);
  });

  it('does not write a state that contradicts itself', () => {
    const written = [{ start: 0, end: 10 }];
    const wrong: Partial<ControlState>[] = [
      { written: [{ start: 5, end: 5 }] },
      { written: [...written, { start: 10, end: 20 }] },
      { written, size: 9 },
      { written, synced: [{ start: 5, end: 11 }] },
      { written, checksums: [{ start: 5, end: 11, crc: 0 }] },
      {
        written: [{ start: 0, end: 2 * checksumBlock }],
        checksums: [{ start: 0, end: checksumBlock + 1, crc: 0 }],
      },
    ];
    for (const part of wrong)
      expect(() => encodeControl({ ...plain, ...part }, null)).toThrow('not consistent');
  });

  it('takes four bytes for each whole MiB, and holds the state of 100 GB', () => {
    const write = encodeControl({ ...many(100_000, 1), size: null }, null);
    const decoded = decodeControl(write.bytes);
    expect(decoded.ok && decoded.value.state.checksums.length).toBe(100_000);
    expect(decoded.ok && decoded.value.position.capacity).toBe(2 ** 20);
  });
});

function zero(bytes: Uint8Array, at: number, length: number): Uint8Array {
  return bytes.fill(0, at, at + length);
}

function swap(bytes: Uint8Array, half: number): Uint8Array {
  const swapped = new Uint8Array(bytes.length);
  swapped.set(bytes.subarray(half));
  swapped.set(bytes.subarray(0, half), bytes.length - half);
  return swapped;
}

function copyInto(bytes: Uint8Array, from: number, to: number, length: number): Uint8Array {
  return bytes.copyWithin(to, from, from + length);
}

/** Changes a slot and makes its checksum right again. */
function resealed(file: Uint8Array, slot: number, change: (view: DataView) => void): void {
  const view = new DataView(file.buffer, slot);
  change(view);
  const payload = file.subarray(slot + 32, slot + 32 + view.getUint32(12, true));
  view.setUint32(28, crc32c(payload, crc32c(file.subarray(slot, slot + 28))), true);
}

function keyOf(one: ControlState): string {
  return JSON.stringify(one);
}
