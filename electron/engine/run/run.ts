import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import { completePart } from '../files/completion.ts';
import type { Download } from '../download.ts';
import { firstContact } from './first-contact.ts';
import type { CompleteFile } from '../files/finished-file.ts';
import type { PartSession } from '../files/part-session.ts';
import { sizeObjection } from '../policy/proof/listed-size.ts';
import { assumedType } from '../policy/proof/web-page.ts';
import { validatorText } from '../policy/http-semantics/validator.ts';
import type { KeptBytes } from '../sources/link-proof.ts';
import type { Probe } from '../sources/probe.ts';
import { RunRecord } from './run-record.ts';
import { RunFiles } from './run-files.ts';
import { takeOut, transferOptions } from './run-options.ts';
import { takeWholeReply } from './whole-reply.ts';
import { Transfer } from '../transfer/transfer.ts';
import type { TransferEnd } from '../transfer/transfer-state.ts';
import { addNamedMirrors } from '../sums/named-mirrors.ts';
import { mismatchFailure } from '../sums/mismatch-failure.ts';
import { lookBeside } from '../sums/look-beside.ts';
import { RunSums } from '../sums/run-sums.ts';
import { Nap } from '../wake/nap.ts';

/** How far a run came: completed, or why it did not. */
type RunEnd =
  | { readonly kind: 'completed' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'mismatch'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

const stopped: RunEnd = { kind: 'stopped' };
/**
 * One run of a download: find what an earlier session left, or make first contact and claim a
 * name; transfer what is missing; verify; complete. The state machine hears of every step.
 */
export class Run {
  readonly record: RunRecord;
  /** Its waits before it tries again, and what ends them early. */
  readonly nap: Nap;
  readonly #download: Download;
  readonly #stop = new AbortController();
  readonly #files: RunFiles;
  #sums: RunSums | null = null;
  #transfer: Transfer | null = null;

  constructor(download: Download) {
    this.#download = download;
    this.record = new RunRecord(download.context.ports.clock);
    this.nap = new Nap(download.context.ports.clock);
    this.#files = new RunFiles(download, this.record, this.#stop.signal);
  }

  /** Bytes of the file that are claimed, written or in flight to the disk. */
  get received(): number {
    if (this.#transfer !== null) return this.#transfer.state.claimed;
    return this.#files.session?.received.total ?? this.#download.record.received;
  }

  /** What of the file is on disk, to compare with; null while its files are not open. */
  get keptBytes(): KeptBytes | null {
    const session = this.#files.session;
    if (session === null) return null;
    return { ...session.facts, part: session.part, written: session.received.written() };
  }

  stop(): void {
    this.#stop.abort();
    this.#sums?.close();
  }

  /** The sum that the person gave is another one now. */
  expectAnew(): void {
    // What computes it reads the part file.
    void this.#files.session?.make().then(() => this.#sums?.want());
  }

  /** Mirrors were added: they are compared, and help as soon as they are known to be the same. */
  admitMirrors(): void {
    this.#transfer?.admitMirrors();
  }

  /** Runs to the end and tells the download how it ended. Never rejects. */
  async execute(): Promise<void> {
    const { startsOver } = this.#download;
    this.#download.startsOver = false;
    let end = await this.#once(startsOver);
    if (end.kind === 'changed' && !this.#stop.signal.aborted && !this.#download.context.asks) {
      this.#download.note(0, 'warn', 'The file changed on the server: starting over');
      this.#download.apply({ kind: 'changed' });
      end = await this.#once(true);
    }
    this.#download.takeHeld()?.cancel();
    const settled = await this.#close(end);
    if (end.kind === 'changed') end = { kind: 'failed', failure: { code: 'server-changed' } };
    if (end.kind === 'failed' || end.kind === 'mismatch') this.#download.failWith(end.failure);
    else if (end.kind === 'stopped' && !settled.ok) this.#download.failWith(settled.failure);
  }

  /** A mistake of the program itself: what is saved is kept, and the other downloads go on. */
  async abandon(error: unknown): Promise<void> {
    const { id, context } = this.#download;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    context.ports.log.error('A mistake of the program ended a download', { download: id, error: text });
    this.stop();
    await this.#close(stopped).catch(() => undefined);
    this.#download.failWith({ code: 'crash' });
  }

  async #once(startOver: boolean): Promise<RunEnd> {
    if (!(await this.#download.context.allowsFolder(this.#download.record.folder))) {
      return {
        kind: 'failed',
        failure: { code: 'file-open', facts: { errno: 'outside-roots', op: 'open' } },
      };
    }
    if (this.#files.session === null) {
      const earlier = await this.#files.takeUpEarlier();
      if (!earlier.ok) {
        return this.#stop.signal.aborted ? stopped : { kind: 'failed', failure: earlier.failure };
      }
      if (earlier.value !== null) return this.#completed(earlier.value);
    }
    const session = this.#files.session;
    if (session !== null && !startOver && session.received.total > 0) {
      const end = await this.#goOn(session);
      if (end.kind !== 'mismatch' || this.record.received > 0) return end;
      // Nothing was fetched in this run: the bytes of an earlier one are wrong, all are fetched anew.
      this.#download.note(0, 'warn', 'The bytes kept do not match the checksum: starting over');
    }
    return this.#begin();
  }

  /** Goes on with the bytes of an earlier session. */
  async #goOn(session: PartSession): Promise<RunEnd> {
    const { record } = this.#download;
    const { id, url, mirrors, askedName, expected } = record;
    session.facts = { ...session.facts, id, url, mirrors, askedName, expected };
    const { facts } = session;
    this.#download.takeHeld()?.cancel();
    const [primary] = this.#download.sources;
    if (primary !== undefined) primary.validator = facts.validator;
    this.record.contentType = assumedType(facts.contentType);
    this.record.owners.noteAll(0, session.received.written());
    this.#download.update({
      size: facts.size,
      target: session.paths.target,
      received: session.received.total,
      validator: facts.validator && validatorText(facts.validator),
    });
    this.#download.note(0, 'info', `Going on with ${session.received.total} bytes on disk`);
    return this.#transferAndFinish(session, null, facts.size);
  }

  /** Makes first contact and begins at the front. */
  async #begin(): Promise<RunEnd> {
    const probed = await firstContact(this.#download, this.record, this.nap, this.#stop.signal);
    if (!probed.ok) return this.#stop.signal.aborted ? stopped : { kind: 'failed', failure: probed.failure };
    const { resource, opened } = probed.value;
    this.record.ranges = resource.ranges;
    this.record.contentType = assumedType(resource.contentType);
    if (resource.size === null) this.#download.note(0, 'info', 'The server did not say how long the file is');
    this.#download.update({ sums: this.#download.record.sums.filter(({ origin }) => origin === 'list') });
    const ready = await this.#files.makeRoom(probed.value);
    if (!ready.ok) {
      opened?.reply.cancel();
      return { kind: 'failed', failure: ready.failure };
    }
    if (ready.value === 'ready') this.#sums?.clear();
    else opened?.reply.cancel();
    const session = this.#files.session;
    if (ready.value === 'adopted' && session !== null) return this.#goOn(session);
    if (typeof ready.value === 'object') return this.#completed(ready.value);
    if (session === null) return stopped;
    const validator = validatorText(resource.validator);
    this.#download.update({ size: resource.size, target: session.paths.target, received: 0, validator });
    addNamedMirrors(this.#download, probed.value.source);
    return this.#transferAndFinish(session, probed.value, resource.size);
  }

  async #transferAndFinish(session: PartSession, first: Probe | null, size: number | null): Promise<RunEnd> {
    const { record } = this.#download;
    const sums = (this.#sums ??= this.#openSums(session));
    const stopLooking = lookBeside(this.#download, sums);
    const end = await this.#transferAll(session, sums, first, size);
    stopLooking();
    this.record.keepSegments();
    this.#download.update({ received: session.received.total });
    if (end.kind !== 'received') return end;
    const otherSize = sizeObjection(record.listedSize, end.size);
    if (otherSize !== null) return { kind: 'failed', failure: otherSize };
    this.#download.update({ size: end.size, received: end.size });
    this.#download.apply({ kind: 'received' });
    const made = sums.arrived ? await session.make() : ok(undefined);
    const verdict = made.ok ? await sums.finish(end.size) : made;
    if (!verdict.ok) {
      return this.#stop.signal.aborted ? stopped : { kind: 'failed', failure: verdict.failure };
    }
    if (verdict.value === 'mismatch' || verdict.value === 'disputed')
      return { kind: 'mismatch', failure: mismatchFailure(this.#download.record, verdict.value) };
    if (this.#stop.signal.aborted) return stopped;
    this.#download.apply({ kind: 'verified' });
    await this.#files.markOrigin(session);
    const { computed, validator } = this.#download.record;
    const known = { computed, validator };
    const completed = await completePart(
      this.#download.context.ports.files,
      session,
      end.size,
      record.askedName !== null,
      (file) => {
        this.#download.keepFinished({ ...file, ...known });
      },
    );
    if (!completed.ok) return { kind: 'failed', failure: completed.failure };
    return this.#completed({ ...completed.value, ...known });
  }

  #openSums(session: PartSession): RunSums {
    const { brought } = this.record;
    return new RunSums(this.#download, session, {
      brought,
      giveBack: async (range, from) => {
        if (this.#transfer !== null) await this.#transfer.state.giveBack(range, from);
        else await this.#takeOut(session, range);
      },
    });
  }

  async #takeOut(session: PartSession, range: ByteRange): Promise<readonly ByteRange[]> {
    const ranges = await takeOut(this.record, session, range);
    this.#sums?.rewind(ranges[0]?.start ?? range.start);
    return ranges;
  }

  async #transferAll(
    session: PartSession,
    sums: RunSums,
    first: Probe | null,
    size: number | null,
  ): Promise<TransferEnd> {
    sums.expectPieces(size);
    const begun = await takeWholeReply(this.#download, this.record, session, first);
    if (size !== null && session.received.total === size) await sums.settlePieces();
    if (size !== null && session.received.total === size) {
      begun?.opened?.reply.cancel();
      return { kind: 'received', size };
    }
    const transfer = new Transfer({
      ...transferOptions(this.#download, this.record, session),
      signal: this.#stop.signal,
      nap: this.nap,
      lookAround: this.#download.context.lookAround,
      size,
      onTick: () => {
        session.tick();
        sums.tick();
        this.record.sample();
        this.#download.changed();
      },
      onDropped: (total, validator) => {
        this.record.refetched += session.received.total;
        session.facts = { ...session.facts, size: total, validator };
        session.forget();
        this.record.clearOwners();
        sums.clear();
      },
      settle: (): Promise<void> => sums.settlePieces(transfer.state.size),
      takeOut: (range) => this.#takeOut(session, range),
    });
    this.#transfer = transfer;
    this.record.follow(transfer.state, this.#download.sources);
    session.onFailure = (failure) => {
      transfer.state.finish({ kind: 'failed', failure });
    };
    const opened = begun?.opened ?? null;
    const end = await transfer.run(
      opened === null || begun === null ? null : { source: begun.source, opened },
    );
    this.#transfer = null;
    return end;
  }

  #completed(file: CompleteFile): RunEnd {
    this.#download.completeWith(file);
    return { kind: 'completed' };
  }

  async #close(end: RunEnd): Promise<Result<void, Failure>> {
    this.#sums?.close();
    this.#download.context.hostLimits.contact(this.#download, null);
    // The run stays, for what it shows; what it read and wrote with does not.
    this.#sums = null;
    return this.#files.close(end.kind === 'completed');
  }
}
