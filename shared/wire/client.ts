import type { CallFailure } from '../contract/types.ts';
import { fail } from '../model/result.ts';
import type {
  CallInput,
  CallName,
  CallOutcome,
  ContractShape,
  EventName,
  EventPayload,
} from './contract-shape.ts';
import { readHostFrame, type CallFrame, type EventFrame, type ReplyFrame } from './frames.ts';
import { Listeners } from './listeners.ts';
import type { Port } from './port.ts';

/** A window's end of the wire. */
export interface Client<C extends ContractShape> {
  /**
   * One function for each call. Rejects never: a port that has closed, or closes before the reply,
   * gives `connection-lost`; an input that cannot be sent gives `call-malformed`.
   */
  readonly call: {
    readonly [N in CallName<C>]: (
      ...input: CallInput<C, N> extends null ? [input?: null] : [input: CallInput<C, N>]
    ) => Promise<CallOutcome<C, N>>;
  };
  /**
   * `seq` is the event's number, to be compared with a snapshot's: an event may overtake the reply
   * that does not include it yet. The function returned takes the listener away again.
   */
  on<N extends EventName<C>>(
    name: N,
    listener: (payload: EventPayload<C, N>, seq: number) => void,
  ): () => void;
  /** Told before the event that shows it: events are missing, take a new snapshot. */
  onGap(listener: () => void): () => void;
  /** Told once; a listener that comes later is told too. */
  onClose(listener: () => void): void;
  close(): void;
}

/** What the host sent is checked for its frame's shape; values are the types that the contract says. */
export function connect<C extends ContractShape>(contract: C, port: Port): Client<C> {
  const waiting = new Map<number, (result: ReplyFrame['result']) => void>();
  const events = new Map<string, Listeners<EventFrame>>();
  const gaps = new Listeners<void>();
  let lastId = 0;
  let lastSeq = 0;
  let closed = false;

  function send(name: string, input: unknown): Promise<ReplyFrame['result']> {
    if (closed) return Promise.resolve(failed('connection-lost'));
    const id = (lastId += 1);
    const frame: CallFrame = { kind: 'call', id, name, input };
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      try {
        port.send(frame);
      } catch {
        settle({ kind: 'reply', id, result: failed('call-malformed') });
      }
    });
  }

  function settle(reply: ReplyFrame): void {
    const resolve = waiting.get(reply.id);
    waiting.delete(reply.id);
    resolve?.(reply.result);
  }

  function announce(event: EventFrame): void {
    const missed = event.seq !== lastSeq + 1;
    lastSeq = event.seq;
    if (missed) gaps.tell();
    events.get(event.name)?.tell(event);
  }

  port.onFrame((raw) => {
    const frame = readHostFrame(raw);
    if (frame?.kind === 'reply') settle(frame);
    else if (frame?.kind === 'event') announce(frame);
  });
  port.onClose(() => {
    closed = true;
    const unanswered = [...waiting.values()];
    waiting.clear();
    for (const resolve of unanswered) resolve(failed('connection-lost'));
  });

  const calls = Object.keys(contract.calls).map(
    (name) => [name, (input: unknown = null) => send(name, input)] as const,
  );
  return {
    // The object is made from the contract's own names, which the compiler cannot follow.
    call: Object.fromEntries(calls) as unknown as Client<C>['call'],
    on(name, listener) {
      const listeners = events.get(name) ?? new Listeners<EventFrame>();
      events.set(name, listeners);
      return listeners.add(({ payload, seq }) => listener(payload, seq));
    },
    onGap: (listener) => gaps.add(listener),
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
  };
}

function failed(code: CallFailure['code']): ReplyFrame['result'] {
  return fail({ code });
}
