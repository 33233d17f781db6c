import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { contract } from '../contract/contract.ts';
import { ok } from '../model/result.ts';
import { connect } from './client.ts';
import { readCallFrame, readHostFrame } from './frames.ts';
import { memoryPorts } from './memory-port.ts';
import { serve } from './server.ts';

const json = fc.jsonValue();

/** Objects that are nearly frames: the right members, often with the wrong values. */
const nearlyFrame = fc.record(
  {
    kind: fc.oneof(fc.constantFrom('call', 'reply', 'event'), json),
    id: fc.oneof(fc.nat(), fc.double(), json),
    name: fc.oneof(fc.constantFrom('add', 'echo', 'tick', '__proto__'), fc.string()),
    seq: fc.oneof(fc.nat(), json),
    input: json,
    payload: json,
    result: fc.oneof(
      json,
      fc.record(
        {
          ok: fc.oneof(fc.boolean(), json),
          value: json,
          failure: fc.oneof(fc.record({ code: json, facts: json }), json),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

const anyFrame = fc.oneof(nearlyFrame, json, fc.anything());

const small = {
  calls: { echo: { input: v.unknown(), output: null as unknown } },
  events: { tick: { payload: 0 } },
} as const;

test('reading a frame never throws, and what is read is a frame again', () => {
  fc.assert(
    fc.property(anyFrame, (raw) => {
      const call = readCallFrame(raw);
      if (call.ok) expect(readCallFrame(call.value)).toEqual(call);
      else expect(call.failure.id === null || Number.isSafeInteger(call.failure.id)).toBe(true);
      const host = readHostFrame(raw);
      if (host !== null) expect(readHostFrame(host)).toEqual(host);
    }),
    { numRuns: 2_000 },
  );
});

test('whatever a window sends, each frame with a usable id is answered once and no other is', async () => {
  const [window, host] = memoryPorts();
  const handlers = { echo: (input: unknown) => ok(input) };
  serve(small, handlers, host, { log: { warn() {}, error() {} } });
  const answered: unknown[] = [];
  window.onFrame((frame) => void answered.push((frame as { id: unknown }).id));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(nearlyFrame, json), { maxLength: 20 }), async (frames) => {
      answered.length = 0;
      for (const frame of frames) window.send(frame);
      await new Promise((resolve) => setImmediate(resolve));
      const expected = frames.flatMap((frame) => {
        const id: unknown =
          typeof frame === 'object' && frame !== null && 'id' in frame ? frame.id : undefined;
        return Number.isSafeInteger(id) && Number(id) >= 0 ? [id] : [];
      });
      expect([...answered].sort()).toEqual([...expected].sort());
    }),
    { numRuns: 300 },
  );
});

test('whatever a host sends, the client neither throws nor loses the call that waits', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(nearlyFrame, json), { maxLength: 20 }),
      json,
      async (frames, value) => {
        const [window, host] = memoryPorts();
        const client = connect(small, window);
        const call = client.call.echo({ n: 1 });
        // Ids of real calls start at 1: a forged reply to this one would be an answer.
        for (const frame of frames) {
          if (typeof frame !== 'object' || frame === null || !('id' in frame) || frame.id !== 1)
            host.send(frame);
        }
        host.send({ kind: 'reply', id: 1, result: ok(value) });
        expect(await call).toEqual(ok(value));
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever input comes, the real schemas either refuse it or give a value that they accept again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(contract.calls)), anyFrame, ({ input }, raw) => {
      const first = v.safeParse(input, raw);
      if (first.success) expect(v.safeParse(input as v.GenericSchema, first.output).success).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
