import * as v from 'valibot';
import { fail, ok, type Result } from '../model/result.ts';

const callId = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
/** JSON leaves a member out where structured clone keeps it with the value undefined. */
const anything = v.optional(v.unknown());

const callFrame = v.object({ kind: v.literal('call'), id: callId, name, input: anything });

const replyFrame = v.object({
  kind: v.literal('reply'),
  id: callId,
  result: v.variant('ok', [
    v.object({ ok: v.literal(true), value: anything }),
    v.object({
      ok: v.literal(false),
      failure: v.object({
        code: name,
        facts: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
      }),
    }),
  ]),
});

const eventFrame = v.object({
  kind: v.literal('event'),
  /** Counts the events of one port from 1, without a hole. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  name,
  payload: anything,
});

const hostFrame = v.variant('kind', [replyFrame, eventFrame]);

/** Window to host: do something. */
export type CallFrame = v.InferOutput<typeof callFrame>;
/** Host to window: what came of the call with the same `id`. */
export type ReplyFrame = v.InferOutput<typeof replyFrame>;
/** Host to window: something happened. */
export type EventFrame = v.InferOutput<typeof eventFrame>;

/**
 * A frame as the host reads it. The failure carries the call's id where the frame has a usable
 * one, so that the caller can be answered.
 */
export function readCallFrame(frame: unknown): Result<CallFrame, { readonly id: number | null }> {
  const parsed = v.safeParse(callFrame, frame);
  if (parsed.success) return ok(parsed.output);
  const withId = v.safeParse(v.object({ id: callId }), frame);
  return fail({ id: withId.success ? withId.output.id : null });
}

/** A frame as the window reads it; null where it is neither a reply nor an event. */
export function readHostFrame(frame: unknown): ReplyFrame | EventFrame | null {
  const parsed = v.safeParse(hostFrame, frame);
  return parsed.success ? parsed.output : null;
}
