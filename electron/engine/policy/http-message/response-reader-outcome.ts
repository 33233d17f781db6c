import type { Failure } from '../../../../shared/model/reasons.ts';
import { ResponseReader, type ReplyHead } from './response-reader.ts';

/** All that a ResponseReader says of one reply: for tests. */
export interface ReplyOutcome {
  readonly head: ReplyHead | null;
  readonly body: string;
  readonly end: 'whole' | 'unfinished' | Failure;
  readonly reusable: boolean;
}

export function textBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Feeds the pieces one by one, and then, when `closes`, says that the peer closed. */
export function replyOutcome(pieces: readonly (string | Uint8Array)[], closes = false): ReplyOutcome {
  const reader = new ResponseReader();
  const body: number[] = [];
  let end: ReplyOutcome['end'] = 'unfinished';

  const drain = (): void => {
    for (;;) {
      const step = reader.next();
      if (step === 'body') body.push(...reader.body);
      if (step === 'end') end = 'whole';
      if (step === 'failed') end = reader.failure ?? { code: 'crash' };
      if (step !== 'body' && step !== 'head') return;
    }
  };
  for (const piece of pieces) {
    reader.feed(typeof piece === 'string' ? textBytes(piece) : piece.slice());
    drain();
  }
  const reusable = reader.reusable;
  if (closes) end = reader.finish() === 'end' ? 'whole' : (reader.failure ?? { code: 'crash' });
  return { head: reader.head, body: String.fromCharCode(...body), end, reusable };
}
