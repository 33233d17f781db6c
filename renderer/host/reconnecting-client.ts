import { contract } from '../../shared/contract/contract.ts';
import { fail } from '../../shared/model/result.ts';
import { connect } from '../../shared/wire/client.ts';
import type { Port } from '../../shared/wire/port.ts';
import type { Client, WireStatus } from './client.ts';
import { reconnectDelay } from './reconnect-delay.ts';

type Wire = ReturnType<typeof connect<typeof contract>>;
type AnyListener = (payload: unknown, seq: number) => void;

export interface ReconnectOptions {
  /** Opens a port and answers when frames can pass; null where it cannot be opened now. */
  readonly open: () => Promise<Port | 'refused' | null>;
  /** Waits, in milliseconds, before the next attempt. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Chance for the jitter, 0 to 1. */
  readonly random: () => number;
}

/**
 * A client that opens a new port whenever the old one closes, for as long as it is not closed itself.
 * Listeners stay; what was asked of the old port is answered with `connection-lost` and not repeated.
 */
export function reconnectingClient(options: ReconnectOptions): Client {
  const statusListeners = new Set<(status: WireStatus) => void>();
  const listeners = new Map<string, Set<AnyListener>>();
  let wire: Wire | null = null;
  let ended = false;
  let told: WireStatus | null = null;

  const tell = (status: WireStatus) => {
    told = status;
    for (const listener of [...statusListeners]) listener(status);
  };

  function attach(port: Port): Promise<void> {
    const opened = connect(contract, port);
    for (const name of Object.keys(contract.events) as (keyof typeof contract.events)[]) {
      opened.on(name, (payload, seq) => {
        for (const listener of [...(listeners.get(name) ?? [])]) listener(payload, seq);
      });
    }
    opened.onGap(() => tell('gap'));
    wire = opened;
    tell('open');
    return new Promise((resolve) => {
      opened.onClose(() => {
        wire = null;
        if (!ended) tell('closed');
        resolve();
      });
    });
  }

  async function keepOpen(): Promise<void> {
    let failures = 0;
    while (!ended) {
      const port = await options.open();
      if (ended) {
        if (port !== 'refused') port?.close();
        return;
      }
      if (port === null || port === 'refused') {
        const status = port ?? 'closed';
        if (told !== status) tell(status);
        failures += 1;
      } else {
        failures = 0;
        await attach(port);
        failures = 1;
      }
      if (!ended) await options.wait(reconnectDelay(failures, options.random()));
    }
  }

  const calls = Object.keys(contract.calls).map((name) => {
    const ask = (input: unknown = null): unknown => {
      const call = wire?.call[name as keyof Wire['call']] as ((input: unknown) => unknown) | undefined;
      return call === undefined ? Promise.resolve(fail({ code: 'connection-lost' })) : call(input);
    };
    return [name, ask] as const;
  });
  void keepOpen();

  return {
    // The object is made from the contract's own names, which the compiler cannot follow.
    call: Object.fromEntries(calls) as unknown as Client['call'],
    on(name, listener) {
      const named = listeners.get(name) ?? new Set<AnyListener>();
      listeners.set(name, named);
      const plain = listener as AnyListener;
      named.add(plain);
      return () => named.delete(plain);
    },
    onStatus(listener) {
      statusListeners.add(listener);
      if (wire !== null) listener('open');
      return () => statusListeners.delete(listener);
    },
    close() {
      ended = true;
      wire?.close();
    },
  };
}
