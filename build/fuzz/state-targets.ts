import fc from 'fast-check';
import * as v from 'valibot';
import { checksumBlock } from '../../electron/engine/policy/control-file/block-checksums.ts';
import {
  decodeControl,
  encodeControl,
  type ControlState,
} from '../../electron/engine/policy/control-file/control-file.ts';
import { crc32c } from '../../electron/engine/policy/digests/crc32c.ts';
import { contract } from '../../shared/contract/contract.ts';
import { readCallFrame, readHostFrame } from '../../shared/wire/frames.ts';
import { claim, fuzzTarget, type FuzzTarget } from './fuzz-target.ts';

const headerBytes = 32;
const checksumAt = 28;

/** A state of `blocks` blocks, told from others by `mark`. */
function stateOf(blocks: number, mark: number): ControlState {
  const written = blocks === 0 ? [] : [{ start: 0, end: blocks * checksumBlock }];
  const checksums = Array.from({ length: blocks }, (_, at) => ({
    start: at * checksumBlock,
    end: (at + 1) * checksumBlock,
    crc: (mark + at) >>> 0,
  }));
  return {
    id: `d-${mark}`,
    url: 'https://h.example/a.iso?signature=abc',
    mirrors: [],
    finalUrl: null,
    askedName: null,
    size: null,
    validator: { etag: `"${mark}"`, lastModified: null, lastModifiedStrong: false },
    contentType: null,
    expected: null,
    part: {
      device: 1n,
      inode: BigInt(mark),
      size: blocks * checksumBlock,
      modified: -1n,
      changed: 2n ** 63n,
    },
    clean: mark % 2 === 0,
    ...{ written, synced: written, checksums },
  };
}

const mutation = fc.record({
  kind: fc.constantFrom('flip', 'zero', 'cut', 'copy', 'reseal'),
  at: fc.nat({ max: 16_384 }),
  to: fc.nat({ max: 16_384 }),
  length: fc.nat({ max: 64 }),
  bits: fc.integer({ min: 1, max: 255 }),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(file: Uint8Array, { kind, at, to, length, bits }: Mutation): Uint8Array {
  const from = at % Math.max(1, file.length);
  switch (kind) {
    case 'flip':
      file[from] = (file[from] ?? 0) ^ bits;
      return file;
    case 'zero':
      return file.fill(0, from, from + length);
    case 'cut':
      return file.subarray(0, from);
    case 'copy':
      return file.copyWithin(to % Math.max(1, file.length), from, from + length);
    case 'reseal':
      return reseal(file, from, bits);
  }
}

/** Changes a byte near the front of the first slot and makes its checksum right again. */
function reseal(file: Uint8Array, at: number, bits: number): Uint8Array {
  if (file.length < headerBytes) return file;
  const place = at % Math.min(file.length, 600);
  file[place] = (file[place] ?? 0) ^ bits;
  const view = new DataView(file.buffer, file.byteOffset, headerBytes);
  const payload = file.subarray(headerBytes, headerBytes + view.getUint32(12, true));
  view.setUint32(checksumAt, crc32c(payload, crc32c(file.subarray(0, checksumAt))), true);
  return file;
}

const text = (state: ControlState): string =>
  JSON.stringify(state, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

const controlFiles = fuzzTarget(
  'control files',
  fc.record({
    blocks: fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 4 }),
  }),
  ({ blocks, mutations }) => {
    const older = stateOf(blocks[0], 1);
    const newer = stateOf(blocks[1], 2);
    const first = encodeControl(older, null);
    const second = encodeControl(newer, first.position);
    const file = new Uint8Array(Math.max(first.bytes.length, second.offset + second.bytes.length));
    file.set(first.bytes);
    file.set(second.bytes, second.offset);
    const whole = decodeControl(file);
    claim(whole.ok && text(whole.value.state) === text(newer), 'the newest state does not come back');
    let damaged: Uint8Array = file;
    for (const each of mutations) damaged = mutate(damaged, each);
    const read = decodeControl(damaged);
    if (!read.ok) return;
    const { state, position } = read.value;
    // With its checksum made right, a slot may say something else; it must still be a state that can be.
    if (mutations.some(({ kind }) => kind === 'reseal')) {
      const back = encodeControl(state, null);
      const again = decodeControl(back.bytes);
      claim(again.ok && text(again.value.state) === text(state), 'a state that cannot be written was taken');
      claim(Number.isSafeInteger(position.generation), 'a generation that is not exact');
    } else {
      claim([text(older), text(newer)].includes(text(state)), 'a state that was never written was taken');
    }
  },
);

const json = fc.jsonValue({ maxDepth: 3 });

/** Objects that are nearly frames: the right members, often with the wrong values. */
const nearlyFrame = fc.record(
  {
    kind: fc.oneof(fc.constantFrom('call', 'reply', 'event'), json),
    id: fc.oneof(fc.nat(), fc.double(), json),
    name: fc.oneof(fc.constantFrom(...Object.keys(contract.calls), '__proto__', ''), fc.string()),
    seq: fc.oneof(fc.nat(), json),
    input: json,
    payload: json,
    result: fc.oneof(
      json,
      fc.record(
        { ok: fc.oneof(fc.boolean(), json), value: json, failure: fc.record({ code: json, facts: json }) },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

const calls = Object.entries(contract.calls).map(([name, { input }]) => ({
  name,
  input: input,
}));

const frames = fuzzTarget(
  'contract frames',
  fc.record({ frame: fc.oneof(nearlyFrame, json), call: fc.nat({ max: calls.length - 1 }) }),
  ({ frame, call }) => {
    const read = readCallFrame(frame);
    if (read.ok) claim(readCallFrame(read.value).ok, 'a call that was read is none');
    else claim(read.failure.id === null || Number.isSafeInteger(read.failure.id), 'an id that is none');
    const said = readHostFrame(frame);
    claim(said === null || readHostFrame(said) !== null, 'a frame that was read is none');
    const schema = calls[call];
    if (schema === undefined) return;
    const input = typeof frame === 'object' && frame !== null && 'input' in frame ? frame.input : frame;
    const taken = v.safeParse(schema.input, input);
    claim(
      !taken.success || v.safeParse(schema.input, taken.output).success,
      `${schema.name}: not taken again`,
    );
  },
);

export const stateTargets: readonly FuzzTarget[] = [controlFiles, frames];
