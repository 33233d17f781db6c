import type { ByteRange } from '../../../shared/model/byte-range.ts';
import { checksumBlock, type Crc32 } from '../policy/control-file/block-checksums.ts';
import { RangeSet } from '../policy/ranges/range-set.ts';
import type { PartWriter } from './part-writer.ts';

const readsMost = 5;

/**
 * Takes `range` out of what a part file has received, block by block: see `PartSession.giveBack`. In
 * each block what happens to the records happens at once, after the read, so that no save and no
 * write sees half of it.
 */
export async function takeOut(writer: PartWriter, range: ByteRange, crc32: Crc32): Promise<ByteRange[]> {
  const out = new RangeSet();
  const buffer = new Uint8Array(checksumBlock);
  for (let block = Math.floor(range.start / checksumBlock); block * checksumBlock < range.end; block += 1) {
    const start = block * checksumBlock;
    const cut = { start: Math.max(start, range.start), end: Math.min(start + checksumBlock, range.end) };
    const whole = cut.start === start && cut.end === start + checksumBlock;
    const held = whole ? new Uint8Array(0) : await readBlock(writer, start, buffer);
    takeOutOfBlock(writer, cut, { start, held, crc32 }, out);
  }
  return out.ranges();
}

/** The block as it lies on the disk: read again when more of it was written meanwhile, a few times. */
async function readBlock(writer: PartWriter, start: number, buffer: Uint8Array): Promise<Uint8Array> {
  const block = { start, end: start + checksumBlock };
  for (let tries = 0; tries < readsMost; tries += 1) {
    const before = lengthsOf(writer.checksums.extents(block));
    const read = await writer.part.read(buffer, start);
    if (!read.ok) return new Uint8Array(0);
    if (lengthsOf(writer.checksums.extents(block)) === before) return buffer.subarray(0, read.value);
  }
  return new Uint8Array(0);
}

function lengthsOf(extents: Iterable<ByteRange>): string {
  return [...extents].map(({ start, end }) => `${start}-${end}`).join(' ');
}

function takeOutOfBlock(
  { checksums, received }: PartWriter,
  cut: ByteRange,
  block: { readonly start: number; readonly held: Uint8Array; readonly crc32: Crc32 },
  out: RangeSet,
): void {
  const { start, held, crc32 } = block;
  const extents = [...checksums.extents(cut)];
  checksums.forget(cut);
  for (const extent of extents) {
    received.remove(extent);
    out.add(extent.start, extent.end);
    const bytes = held.subarray(extent.start - start, extent.end - start);
    if (bytes.length < extent.end - extent.start || crc32(bytes, 0) !== extent.crc) continue;
    const kept = [
      { start: extent.start, end: Math.min(extent.end, cut.start) },
      { start: Math.max(extent.start, cut.end), end: extent.end },
    ];
    for (const part of kept) {
      if (part.end <= part.start) continue;
      checksums.append(part.start, held.subarray(part.start - start, part.end - start));
      received.add(part);
      out.remove(part.start, part.end);
    }
  }
}
