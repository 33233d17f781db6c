import type { AddressSpace } from '../../../shared/model/address-space.ts';
import type { GivenCookie } from '../../../shared/model/cookie.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { ok } from '../../../shared/model/result.ts';
import type { LogEntry } from '../../../shared/model/view.ts';
import type { EngineLimits } from '../engine-options.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';
import type { HeaderList } from '../policy/http-message/header-list.ts';
import { probe, type Probe, type Resource } from './probe.ts';
import { Access } from './access/access.ts';
import { Source } from './source.ts';
import { openDeps } from '../transfer/transfer-options.ts';

/** How long an open probe is kept for the download that may follow. Milliseconds. */
const keptFor = 60_000;

/** What is asked: an address, where the link is from, and what goes along with it. */
export type Question = readonly [
  url: URL,
  reach?: AddressSpace | null,
  headers?: HeaderList,
  cookies?: readonly GivenCookie[],
];

/** A first contact that is under way, or whose reply is open and waits for its download. */
export interface HeldProbe {
  /** What it was let in with, for the requests that follow. */
  readonly access: Access;
  readonly found: Promise<Result<Probe, Failure>>;
  /** Requests sent for it so far, and what happened, for the log of the download. */
  readonly requests: number;
  readonly notes: readonly Pick<LogEntry, 'level' | 'text'>[];
  /** Closes its connection, whatever it is at. */
  cancel(): void;
}

/**
 * First contacts that windows asked for. Each is kept for a minute, so that the download that
 * follows goes on with its stream: a link that works once is not spent twice. For the same reason
 * an address that is held already is not asked again.
 */
export class HeldProbes {
  readonly #ports: EnginePorts;
  readonly #limits: EngineLimits;
  readonly #held = new Map<string, OneProbe>();

  constructor(ports: EnginePorts, limits: EngineLimits) {
    this.#ports = ports;
    this.#limits = limits;
  }

  /** Asks, or joins whoever asked for the same address. */
  async probe(
    ...question: Question
  ): Promise<Result<{ readonly token: string; readonly resource: Resource }, Failure>> {
    const [token, held] = this.#find(keyOf(question)) ?? this.#begin(question);
    const found = await held.found;
    if (!found.ok) {
      this.#held.delete(token);
      return found;
    }
    if (this.#held.has(token)) {
      held.keepUntil(() => this.#ports.clock.after(keptFor, () => this.#drop(token)));
    }
    return ok({ token, resource: found.value.resource });
  }

  /** Hands over the probe of this token, else any of this address; null where there is none. */
  take(token: string | undefined, ...question: Question): HeldProbe | null {
    const asked = keyOf(question);
    const named = token === undefined ? undefined : this.#held.get(token);
    const [key, held] =
      token !== undefined && named?.asked === asked ? [token, named] : (this.#find(asked) ?? [null, null]);
    if (key === null) return null;
    this.#held.delete(key);
    held.keepUntil(null);
    return held;
  }

  close(): void {
    for (const token of [...this.#held.keys()]) this.#drop(token);
  }

  #begin(question: Question): readonly [string, OneProbe] {
    const token = this.#ports.newId();
    const held = new OneProbe(question, this.#ports, this.#limits.timeout);
    this.#held.set(token, held);
    return [token, held];
  }

  #find(asked: string): readonly [string, OneProbe] | null {
    for (const entry of this.#held) if (entry[1].asked === asked) return entry;
    return null;
  }

  #drop(token: string): void {
    const held = this.#held.get(token);
    this.#held.delete(token);
    held?.keepUntil(null);
    held?.cancel();
  }
}

class OneProbe implements HeldProbe {
  readonly asked: string;
  readonly access: Access;
  readonly found: Promise<Result<Probe, Failure>>;
  readonly notes: Pick<LogEntry, 'level' | 'text'>[] = [];
  requests = 0;
  readonly #stop = new AbortController();
  #takeBack: (() => void) | null = null;

  constructor(question: Question, ports: EnginePorts, timeout: number) {
    const [url, reach = null, headers = [], cookies = []] = question;
    this.asked = keyOf(question);
    const options = {
      transport: ports.transport,
      clock: ports.clock,
      timeout,
      pages: () => 'by-name' as const,
      note: (_slot: number, level: LogEntry['level'], text: string) => {
        this.notes.push({ level, text });
      },
      onRequest: () => {
        this.requests += 1;
      },
    };
    this.access = new Access(ports, cookies);
    const source = new Source(this.access.takeFrom(url), headers, ports.clock.now(), reach, this.access);
    this.found = probe(openDeps(options, 1), source, this.#stop.signal);
  }

  /** `start` starts the timer that drops it; null: it is kept for good. */
  keepUntil(start: (() => () => void) | null): void {
    this.#takeBack?.();
    this.#takeBack = start?.() ?? null;
  }

  cancel(): void {
    this.#stop.abort();
  }
}

/**
 * What makes two first contacts the same: a page's link does not go on with what the user asked, which
 * leads further, nor one with headers or cookies with one that has others.
 */
function keyOf([url, reach = null, headers = [], cookies = []]: Question): string {
  const address = new URL(url);
  address.hash = '';
  return JSON.stringify([address.href, reach, headers, cookies]);
}
