import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { SumAlgorithm } from '../../../shared/model/sums.ts';
import type { LogEntry } from '../../../shared/model/view.ts';
import type { OpenDeps } from '../sources/open-source.ts';
import type { PartWriter } from '../files/part-writer.ts';
import type { Bandwidth } from '../policy/limits/bandwidth.ts';
import type { HostLimits } from '../policy/limits/host-limits.ts';
import type { PageRule } from '../policy/proof/web-page.ts';
import { shownReply, shownRequest } from '../policy/privacy/shown-head.ts';
import type { Validator } from '../policy/http-semantics/validator.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunningDigest } from '../ports/hasher.ts';
import type { Transport } from '../ports/transport.ts';
import type { Source } from '../sources/source.ts';
import type { Nap } from '../wake/nap.ts';

/** What requests are sent with and who hears of them. Times are milliseconds. */
export interface RequestOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Silence of one connection after which it is replaced. */
  readonly timeout: number;
  readonly note: (slot: number, level: LogEntry['level'], text: string) => void;
  readonly onRequest: () => void;
  /** What a web page means in the file's place, by what is known now. */
  readonly pages: () => PageRule;
}

/** What a transfer works with and whom it tells. */
export interface TransferOptions extends RequestOptions {
  readonly signal: AbortSignal;
  /** Its waits before it tries again. */
  readonly nap: Nap;
  /** Notices a sleep of the machine, before the time that went by is judged. */
  readonly lookAround: () => void;
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
  /** Whether a sum of the whole is computed while bytes come. */
  readonly hashes: () => boolean;
  /** `taken` new bytes came, and `passed` that were there already. */
  readonly onBytes: (taken: number, passed: number) => void;
  /** `slot` claimed `[start, end)` of the file, from this source. */
  readonly onClaim: (slot: number, start: number, end: number, source: Source) => void;
  /** Bytes of this range are not good: the value is what of the file counts as received no longer. */
  readonly takeOut: (range: ByteRange) => Promise<readonly ByteRange[]>;
  /** Every byte is there: resolves when what can be checked of them was, and the bad ones given back. */
  readonly settle: () => Promise<void>;
  readonly startDigest: (algorithm: SumAlgorithm) => RunningDigest;
  /** Four times a second. */
  readonly onTick: () => void;
  /** Several times a second: what could be written by now is. */
  readonly onSave: () => void;
  /** A reply showed that the bytes can be had. */
  readonly onWorking: () => void;
  /** `due`: milliseconds of the clock that never jumps. */
  readonly onWait: (wait: { readonly failure: Failure; readonly due: number } | null) => void;
  /** Everything received is dropped from the file and from all records of it: what comes now is this. */
  readonly onDropped: (size: number | null, validator: Validator) => void;
}

/** How a request of one slot is sent and told of. */
export function openDeps(options: RequestOptions, slot: number): OpenDeps {
  return {
    transport: options.transport,
    clock: options.clock,
    timeout: options.timeout,
    pages: options.pages(),
    onRequest: (url, asked, headers) => {
      options.onRequest();
      const range =
        asked === null ? 'everything' : `bytes ${asked.start}-${asked.end === null ? '' : asked.end - 1}`;
      const asking = `Asking ${url.host} for ${range}`;
      options.note(slot, 'info', `${asking}\n${shownRequest(url, headers)}`);
    },
    onReply: (head, remote) => {
      const range = head.headers.find(([name]) => name === 'content-range')?.[1];
      const answered = `${remote} answered ${head.status}${range === undefined ? '' : `, ${range}`}`;
      options.note(slot, 'info', `${answered}\n${shownReply(head)}`);
    },
  };
}
