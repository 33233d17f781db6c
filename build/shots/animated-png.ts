import { crc32 } from 'node:zlib';

/** Eight bytes that every PNG begins with (PNG 3rd edition, section 5.2). */
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/**
 * Still pictures, one after the other, as one PNG that moves (PNG 3rd edition, section 4.10); it plays for ever, and
 * shows the first picture where motion is not known. All must be of one size and kind.
 *
 * @param delays milliseconds for which each is shown, up to 65,535
 */
export function animatedPng(pictures: readonly Buffer[], delays: readonly number[]): Buffer {
  const all = pictures.map(readChunks);
  const header = chunkOf(all[0], 'IHDR');
  const frames = all.map((chunks, number) => {
    if (!chunkOf(chunks, 'IHDR').equals(header)) throw new Error('The pictures differ in size or kind');
    return { data: chunks.filter(({ type }) => type === 'IDAT'), delay: delays[number] ?? 0 };
  });
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames.length, 0);
  let sequence = 0;
  const body = frames.flatMap(({ data, delay }, number) => [
    frameControl(header, sequence++, delay),
    ...data.map((chunk) => (number === 0 ? chunk : { type: 'fdAT', data: numbered(sequence++, chunk.data) })),
  ]);
  const chunks = [{ type: 'IHDR', data: header }, { type: 'acTL', data: control }, ...body];
  return Buffer.concat([signature, ...[...chunks, { type: 'IEND', data: Buffer.alloc(0) }].map(written)]);
}

/** The whole picture, in the place of the one before. */
function frameControl(header: Buffer, sequence: number, delay: number): Chunk {
  const data = Buffer.alloc(26);
  data.writeUInt32BE(sequence, 0);
  header.copy(data, 4, 0, 8);
  data.writeUInt16BE(delay, 20);
  data.writeUInt16BE(1_000, 22);
  return { type: 'fcTL', data };
}

function numbered(sequence: number, data: Buffer): Buffer {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(sequence, 0);
  return Buffer.concat([number, data]);
}

function written({ type, data }: Chunk): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(data.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

function readChunks(picture: Buffer): readonly Chunk[] {
  if (!picture.subarray(0, signature.length).equals(signature)) throw new Error('A picture is no PNG');
  const chunks: Chunk[] = [];
  for (let at = signature.length; at + 12 <= picture.length;) {
    const length = picture.readUInt32BE(at);
    chunks.push({
      type: picture.toString('latin1', at + 4, at + 8),
      data: picture.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return chunks;
}

function chunkOf(chunks: readonly Chunk[] | undefined, type: string): Buffer {
  const found = chunks?.find((chunk) => chunk.type === type);
  if (found === undefined) throw new Error(`A picture has no ${type}`);
  return found.data;
}
