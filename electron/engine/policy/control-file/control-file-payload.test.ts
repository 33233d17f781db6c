import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { checksumBlock } from './block-checksums.ts';
import { decodePayload, encodePayload } from './control-file-payload.ts';
import type { ControlState } from './control-file-state.ts';

const offset = fc.integer({ min: 0, max: 40 * checksumBlock });

/** Ranges that are apart, from offsets in any order. */
const ranges = fc.uniqueArray(offset, { maxLength: 40 }).map((offsets) => {
  const sorted = offsets.toSorted((a, b) => a - b);
  return Array.from({ length: sorted.length >> 1 }, (_, at) => ({
    start: sorted[2 * at] ?? 0,
    end: sorted[2 * at + 1] ?? 0,
  }));
});

const text = fc.string({ unit: 'binary', maxLength: 40 });
const maybe = fc.option(text);
const big = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

const state: fc.Arbitrary<ControlState> = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 20 }),
    url: fc.webUrl(),
    mirrors: fc.array(fc.webUrl(), { maxLength: 3 }),
    finalUrl: maybe,
    askedName: maybe,
    size: fc.constantFrom(null, 40 * checksumBlock, Number.MAX_SAFE_INTEGER),
    validator: fc.option(fc.record({ etag: maybe, lastModified: maybe, lastModifiedStrong: fc.boolean() })),
    contentType: maybe,
    expected: fc.constantFrom(null, { algorithm: 'sha1' as const, hex: 'ab'.repeat(20) }),
    part: fc.option(
      fc.record({ device: big, inode: big, size: fc.maxSafeNat(), modified: big, changed: big }),
    ),
    clean: fc.boolean(),
    written: ranges,
    keep: fc.infiniteStream(fc.nat({ max: 3 })),
    crcs: fc.infiniteStream(fc.nat({ max: 0xffffffff })),
  })
  .map(({ keep, crcs, ...fields }) => {
    const chance = () => Number(keep.next().value);
    const synced = fields.written
      .filter(() => chance() > 0)
      .map(({ start, end }) => ({ start, end: start + Math.ceil((end - start) / (1 + chance())) }));
    const checksums = fields.written
      .flatMap(blocksOf)
      .filter(() => chance() > 0)
      .map((range) => ({ ...range, crc: Number(crcs.next().value) }));
    return { ...fields, synced, checksums };
  });

function blocksOf({ start, end }: ByteRange): ByteRange[] {
  const blocks: ByteRange[] = [];
  for (let from = start; from < end; from = blocks.at(-1)?.end ?? end) {
    blocks.push({ start: from, end: Math.min(end, (Math.floor(from / checksumBlock) + 1) * checksumBlock) });
  }
  return blocks;
}

describe('payload of a control file', () => {
  it('is read as what was written, whatever the state', () => {
    fc.assert(
      fc.property(state, (one) => {
        expect(decodePayload(encodePayload(one))).toEqual(one);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('is nothing when anything is missing at its end or follows it', () => {
    fc.assert(
      fc.property(state, fc.nat(), (one, cut) => {
        const payload = encodePayload(one);
        expect(decodePayload(payload.subarray(0, cut % payload.length))).toBeNull();
        expect(decodePayload(Uint8Array.of(...payload, 0))).toBeNull();
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('I6: never throws on bytes of any kind, and takes none that contradict themselves', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodePayload(bytes)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});
