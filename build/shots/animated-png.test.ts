import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { animatedPng } from './animated-png.ts';

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A grey picture, its data in two chunks. */
function picture(width: number, height: number, grey: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.from([0, ...Array.from({ length: width }, () => grey)]);
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('a\0b')),
    chunk('IDAT', data.subarray(0, 5)),
    chunk('IDAT', data.subarray(5)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunksOf(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const named = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.push({ type: named.toString('latin1', 0, 4), data: named.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

describe('a picture that moves', () => {
  const chunks = chunksOf(
    animatedPng([picture(3, 2, 10), picture(3, 2, 20), picture(3, 2, 30)], [500, 250, 1_000]),
  );

  test('has the chunks in the order that the standard wants, numbered without a gap', () => {
    expect(chunks.map(({ type }) => type).join(' ')).toBe(
      'IHDR acTL fcTL IDAT IDAT fcTL fdAT fdAT fcTL fdAT fdAT IEND',
    );
    const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT');
    expect(numbered.map(({ data }) => data.readUInt32BE())).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(chunks[1]?.data.readUInt32BE()).toBe(3);
  });

  test('shows each picture whole for its time', () => {
    const controls = chunks.filter(({ type }) => type === 'fcTL').map(({ data }) => data);
    expect(controls.map((data) => [data.readUInt32BE(4), data.readUInt32BE(8)])).toEqual([
      [3, 2],
      [3, 2],
      [3, 2],
    ]);
    expect(controls.map((data) => data.readUInt16BE(20) / data.readUInt16BE(22))).toEqual([0.5, 0.25, 1]);
    const last = Buffer.concat(
      chunks
        .slice(-3)
        .filter(({ type }) => type === 'fdAT')
        .map(({ data }) => data.subarray(4)),
    );
    expect([...inflateSync(last)]).toEqual([0, 30, 30, 30, 0, 30, 30, 30]);
  });

  test('is not made of pictures of two sizes, or of what is no picture', () => {
    expect(() => animatedPng([picture(3, 2, 1), picture(2, 2, 1)], [1, 1])).toThrow('differ');
    expect(() => animatedPng([Buffer.from('GIF89a')], [1])).toThrow('no PNG');
    expect(() => animatedPng([], [])).toThrow('IHDR');
  });
});
