import type { Failure } from '../../../shared/model/reasons.ts';
import type { LogEntry } from '../../../shared/model/view.ts';
import type { OpenDeps } from '../sources/open-source.ts';
import type { PartWriter } from '../files/part-writer.ts';
import type { Bandwidth } from '../policy/bandwidth.ts';
import type { HostLimits } from '../policy/host-limits.ts';
import type { Validator } from '../policy/validator.ts';
import type { Clock } from '../ports/clock.ts';
import type { Transport } from '../ports/transport.ts';
import type { Source } from '../sources/source.ts';

/** What requests are sent with and who hears of them. Times are milliseconds. */
export interface RequestOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Silence of one connection after which it is replaced. */
  readonly timeout: number;
  readonly note: (slot: number, level: LogEntry['level'], text: string) => void;
  readonly onRequest: () => void;
}

/** What a transfer works with and whom it tells. */
export interface TransferOptions extends RequestOptions {
  readonly signal: AbortSignal;
  readonly writer: PartWriter;
  readonly bandwidth: Bandwidth;
  readonly hostLimits: HostLimits;
  readonly sources: readonly Source[];
  /** Connections at most. */
  readonly connections: number;
  /** Bytes of the whole, null while nothing tells. */
  readonly size: number | null;
  /** Silence of all sources after which the transfer ends; 0 is never. */
  readonly patience: number;
  /** `taken` new bytes came, and `passed` that were there already. */
  readonly onBytes: (taken: number, passed: number) => void;
  /** `slot` claimed `[start, end)` of the file. */
  readonly onClaim: (slot: number, start: number, end: number) => void;
  /** Four times a second. */
  readonly onTick: () => void;
  /** A reply showed that the bytes can be had. */
  readonly onWorking: () => void;
  readonly onWait: (wait: { readonly failure: Failure; readonly until: number } | null) => void;
  /** Everything received is dropped from the file and from all records of it: what comes now is this. */
  readonly onDropped: (size: number | null, validator: Validator) => void;
}

/** How a request of one slot is sent and told of. */
export function openDeps(options: RequestOptions, slot: number): OpenDeps {
  return {
    transport: options.transport,
    clock: options.clock,
    timeout: options.timeout,
    onRequest: (url, asked) => {
      options.onRequest();
      const range =
        asked === null ? 'everything' : `bytes ${asked.start}-${asked.end === null ? '' : asked.end - 1}`;
      options.note(slot, 'info', `Asking ${url.host} for ${range}`);
    },
    onReply: (head, remote) => {
      const range = head.headers.find(([name]) => name === 'content-range')?.[1];
      options.note(
        slot,
        'info',
        `${remote} answered ${head.status}${range === undefined ? '' : `, ${range}`}`,
      );
    },
  };
}
