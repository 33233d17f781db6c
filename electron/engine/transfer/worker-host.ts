import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { SumAlgorithm } from '../../../shared/model/sums.ts';
import type { PartWriter } from '../files/part-writer.ts';
import type { Bandwidth } from '../policy/limits/bandwidth.ts';
import type { Lease, SegmentPlanner } from '../policy/planning/segment-planner.ts';
import type { Advice } from '../policy/retries/worker-advice.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunningDigest } from '../ports/hasher.ts';
import type { Opened, OpenFailure } from '../sources/open-source.ts';
import type { Source } from '../sources/source.ts';
import type { StreamOutlook } from './body-intake.ts';
import type { SegmentWorker } from './segment-worker.ts';

/** A reply that is open already, and the work that begins where it stands. */
export interface OpenStream {
  readonly source: Source;
  readonly opened: Opened;
  readonly lease: Lease;
}

/** What a worker asks of the transfer it works for. */
export interface WorkerHost {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly writer: PartWriter;
  readonly bandwidth: Bandwidth;
  readonly planner: SegmentPlanner;
  /** Bytes of the whole, null while nothing tells. */
  readonly size: number | null;
  /** Waits for work; null when there is none left. */
  takeLease(worker: SegmentWorker): Promise<Lease | null>;
  /** Chooses a source and takes a place at its host; null when none is usable. */
  enterSource(worker: SegmentWorker): Promise<Source | null>;
  leaveSource(worker: SegmentWorker): void;
  open(source: Source, lease: Lease, slot: number): Promise<Result<Opened, OpenFailure>>;
  /** `taken` new bytes came, and `passed` that were there already. */
  onBytes(taken: number, passed: number): void;
  onClaim(slot: number, start: number, end: number, source: Source): void;
  startDigest(algorithm: SumAlgorithm): RunningDigest;
  /** What a worker's reply brought is not what its digest says: it comes again. */
  undo(worker: SegmentWorker, ranges: readonly ByteRange[]): Promise<void>;
  /** A body of a length that nothing told has ended at this offset. */
  onEndFound(offset: number): void;
  /** Every byte of the lease is claimed: its other holder can stop. */
  onLeaseEnded(lease: Lease): void;
  /** Whether further requests of this source would be served, as far as those before tell. */
  outlook(source: Source): StreamOutlook;
  /** Calls back when a request is answered, or when none was for a while. */
  whenDecided(decided: (overdue: boolean) => void): void;
  advise(worker: SegmentWorker, failure: OpenFailure): Advice;
  sleep(milliseconds: number): Promise<void>;
}
