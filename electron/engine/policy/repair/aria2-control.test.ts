import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAria2Control } from './aria2-control.ts';

const kibibyte = 1_024;

interface Written {
  readonly version?: number;
  readonly infoHash?: number;
  readonly pieceLength?: number;
  readonly size?: number;
  readonly bits?: readonly number[];
  readonly underWay?: readonly {
    readonly index: number;
    readonly length: number;
    readonly bits: readonly number[];
  }[];
}

/** A control file as aria2 writes it: four pieces of 256 KiB but for the last, the first and the third there. */
function written({ version = 1, infoHash = 0, underWay = [], ...facts }: Written = {}): Uint8Array {
  const { pieceLength = 256 * kibibyte, size = 900 * kibibyte, bits = [0b1010_0000] } = facts;
  const whole = (length: number, value: number): number[] =>
    Array.from({ length }, (_, index) => Math.floor(value / 256 ** (length - 1 - index)) % 256);
  return Uint8Array.from([
    ...whole(2, version),
    ...whole(4, 0),
    ...whole(4, infoHash),
    ...Array.from({ length: infoHash }, () => 0xab),
    ...whole(4, pieceLength),
    ...whole(8, size),
    ...whole(8, 0),
    ...whole(4, bits.length),
    ...bits,
    ...whole(4, underWay.length),
    ...underWay.flatMap((piece) => [
      ...whole(4, piece.index),
      ...whole(4, piece.length),
      ...whole(4, piece.bits.length),
      ...piece.bits,
    ]),
  ]);
}

test('pieces whose bit is not set are absent', () => {
  expect(readAria2Control(written())).toEqual({
    size: 900 * kibibyte,
    absent: [
      { start: 256 * kibibyte, end: 512 * kibibyte },
      { start: 768 * kibibyte, end: 900 * kibibyte },
    ],
  });
  expect(readAria2Control(written({ infoHash: 20 }))?.size).toBe(900 * kibibyte);
  expect(readAria2Control(written({ bits: [0xf0] }))?.absent).toEqual([]);
  expect(readAria2Control(written({ bits: [0] }))?.absent).toEqual([{ start: 0, end: 900 * kibibyte }]);
});

test('of a piece under way the blocks that came are there', () => {
  const underWay = [{ index: 1, length: 256 * kibibyte, bits: [0b1100_0000, 0b0000_0001] }];
  expect(readAria2Control(written({ underWay }))?.absent).toEqual([
    { start: (256 + 32) * kibibyte, end: (256 + 15 * 16) * kibibyte },
    { start: 768 * kibibyte, end: 900 * kibibyte },
  ]);
});

test.each([
  ['another version', written({ version: 0 })],
  ['more bits than pieces', written({ bits: [0, 0] })],
  ['too few bits', written({ size: 9_000 * kibibyte })],
  ['pieces of no length', written({ pieceLength: 0 })],
  ['a size that no number holds', written({ size: 2 ** 60 })],
  ['a piece under way that is none of the file', written({ underWay: [{ index: 4, length: 1, bits: [0] }] })],
  ['a piece longer than pieces are', written({ underWay: [{ index: 0, length: 2 ** 30, bits: [0] }] })],
  ['something behind its end', Uint8Array.from([...written(), 0])],
  ['an empty file', new Uint8Array()],
])('%s is no control file', (_, bytes) => {
  expect(readAria2Control(bytes)).toBeNull();
});

test('whatever the bytes are, what is absent lies apart, ascending, inside the file', () => {
  const cut = fc.nat(80);
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    cut.map((length) => written().subarray(0, length)),
    fc.array(fc.nat(255), { minLength: 1, maxLength: 1 }).map((bits) => written({ bits })),
  );
  fc.assert(
    fc.property(anything, (bytes) => {
      const read = readAria2Control(bytes);
      let at = -1;
      for (const { start, end } of read?.absent ?? []) {
        expect(start).toBeGreaterThan(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(read?.size ?? 0);
    }),
  );
});
