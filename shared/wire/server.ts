import * as v from 'valibot';
import type { CallFailure } from '../contract/types.ts';
import type { Facts } from '../model/reasons.ts';
import { fail, type Result } from '../model/result.ts';
import type {
  CallName,
  CallOutcome,
  CheckedInput,
  ContractShape,
  EventName,
  EventPayload,
} from './contract-shape.ts';
import { readCallFrame, type CallFrame, type EventFrame } from './frames.ts';
import type { Port } from './port.ts';

/** One function for each call of the contract. Inputs were checked before; failures are values. */
export type Handlers<C extends ContractShape> = {
  readonly [N in CallName<C>]: (
    input: CheckedInput<C, N>,
    session: Session<C>,
  ) => CallOutcome<C, N> | Promise<CallOutcome<C, N>>;
};

/** One window, as the host sees it: from `serve` until its port closes. */
export interface Session<C extends ContractShape> {
  /** Number of the last event sent to this window; 0 before the first. For snapshots. */
  readonly seq: number;
  /** Harmless once the port has closed. */
  emit<N extends EventName<C>>(name: N, payload: EventPayload<C, N>): void;
  /** Told once; a listener that comes later is told too. */
  onClose(listener: () => void): void;
  close(): void;
}

export interface WireLog {
  warn(message: string, facts?: Facts): void;
  error(message: string, facts?: Facts): void;
}

/**
 * Answers every call that comes over `port`. This is the trusted side: nothing that a frame says
 * is believed before its schema has seen it, and no text of an exception goes back.
 */
export function serve<C extends ContractShape>(
  contract: C,
  handlers: Handlers<C>,
  port: Port,
  options: { readonly log: WireLog },
): Session<C> {
  const { log } = options;
  let seq = 0;
  let open = true;

  const session: Session<C> = {
    get seq() {
      return seq;
    },
    emit(name, payload) {
      if (!open) return;
      seq += 1;
      port.send({ kind: 'event', seq, name, payload } satisfies EventFrame);
    },
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
  };

  function reply(id: number, result: Result<unknown, CallFailure>): void {
    if (open) port.send({ kind: 'reply', id, result });
  }

  async function answer(frame: CallFrame): Promise<void> {
    const { id, name } = frame;
    const call = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined;
    if (call === undefined) {
      log.warn('A window called what the contract does not have');
      return reply(id, fail({ code: 'call-unknown' }));
    }
    const input = v.safeParse(call.input, frame.input);
    if (!input.success) {
      log.warn('A call had an input that its schema refuses', { call: name, at: pathOf(input.issues[0]) });
      return reply(id, fail({ code: 'call-malformed' }));
    }
    try {
      // `name` is one of the contract's own and `input` has passed its schema.
      const handler = handlers[name as CallName<C>] as (input: unknown, session: Session<C>) => unknown;
      reply(id, (await handler(input.output, session)) as Result<unknown, CallFailure>);
    } catch (error) {
      log.error('A call ended in an exception', { call: name, error: describe(error) });
      reply(id, fail({ code: 'call-internal' }));
    }
  }

  port.onClose(() => {
    open = false;
  });
  port.onFrame((raw) => {
    const frame = readCallFrame(raw);
    if (frame.ok) return void answer(frame.value);
    log.warn('A window sent a frame that is no call');
    if (frame.failure.id !== null) reply(frame.failure.id, fail({ code: 'call-malformed' }));
  });
  return session;
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  return v.getDotPath(issue) ?? '';
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : typeof error;
}
