import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { Download } from '../download.ts';
import { claimNew } from '../files/claim.ts';
import { findPartial } from '../files/earlier-files.ts';
import { findComplete, findFinished, type CompleteFile } from '../files/finished-file.ts';
import { removeLastRemains } from '../files/last-remains.ts';
import { sortByRule } from '../filing/sorted-download.ts';
import type { PartSession } from '../files/part-session.ts';
import type { ClaimDeps } from '../files/target-files.ts';
import type { Probe } from '../sources/probe.ts';
import { takeGivenFile } from './given-file.ts';
import { adoptLeftover } from './leftover.ts';
import { controlFacts } from './run-options.ts';
import type { RunRecord } from './run-record.ts';

/** The files of one run: those that an earlier session left, or new ones. At most one session is open. */
export class RunFiles {
  readonly #download: Download;
  readonly #record: RunRecord;
  readonly #signal: AbortSignal;
  #session: PartSession | null = null;

  constructor(download: Download, record: RunRecord, signal: AbortSignal) {
    this.#download = download;
    this.#record = record;
    this.#signal = signal;
  }

  /** The part file and its control file while they are open. */
  get session(): PartSession | null {
    return this.#session;
  }

  /** Opens what an earlier session left; the value is a file that is complete already. */
  async takeUpEarlier(): Promise<Result<CompleteFile | null, Failure>> {
    const { record, context } = this.#download;
    if (this.#download.acceptsExisting && record.expected !== null) {
      const complete = await findComplete(context, record, null);
      if (complete !== null) return this.#asFound(complete);
    }
    const found = await findPartial(this.#claimDeps(), record.folder, record.target, record, (file) => {
      this.#download.keepFinished(file);
    });
    if (!found.ok) return found;
    if (found.value.kind === 'complete') return ok(found.value.file);
    if (found.value.kind === 'partial') {
      const { session, dropped } = found.value;
      if (dropped > 0)
        this.#download.note(0, 'warn', `${dropped} bytes on disk were not as saved: fetched again`);
      this.#record.refetched += dropped;
      this.#use(session);
      return ok(null);
    }
    const finished = await findFinished(context.ports.files, record);
    return finished === null ? ok(null) : this.#asFound(finished);
  }

  /**
   * Claims a target, or empties the one that is open. A complete file makes both needless, and so do
   * bytes that another address of the file left.
   */
  async makeRoom(probed: Probe): Promise<Result<'ready' | 'adopted' | CompleteFile, Failure>> {
    const { context } = this.#download;
    const { resource } = probed;
    if (this.#session !== null) {
      for (const source of this.#download.sources) if (source !== probed.source) source.forget();
      this.#session.facts = controlFacts(this.#download.record, probed);
      const dropped = await this.#session.drop();
      if (!dropped.ok) return dropped;
      this.#record.clearOwners();
      return ok('ready');
    }
    await sortByRule(this.#download, resource);
    const { record } = this.#download;
    if (this.#download.acceptsExisting) {
      const complete = await findComplete(context, record, resource);
      if (complete !== null) return this.#asFound(complete);
    }
    const leftover = await adoptLeftover(this.#download, this.#record, probed, this.#claimDeps());
    if (!leftover.ok) return leftover;
    if (leftover.value !== null) {
      this.#use(leftover.value);
      return ok('adopted');
    }
    const name = record.askedName ?? resource.name;
    const asked = record.askedName !== null;
    const claimed = await claimNew(
      this.#claimDeps(),
      record.folder,
      name,
      asked,
      controlFacts(record, probed),
      this.#needsNoFileYet(),
    );
    if (!claimed.ok) return claimed;
    this.#use(claimed.value);
    if (claimed.value.pending) return ok('ready');
    const given = await takeGivenFile(this.#download, this.#record, probed, claimed.value, this.#signal);
    if (!given.ok) return given;
    if (given.value) return ok('adopted');
    const free = await context.ports.files.freeSpace(record.folder);
    if (free.ok && resource.size !== null && free.value < resource.size) {
      return fail({ code: 'file-no-space', facts: { needed: resource.size, free: free.value } });
    }
    return ok('ready');
  }

  async #asFound(file: CompleteFile): Promise<Result<CompleteFile, Failure>> {
    await removeLastRemains(this.#claimDeps(), file.target);
    return ok(file);
  }

  /** Whether nothing reads the part file while it comes: no sum of it is known, and no mirror is compared with it. */
  #needsNoFileYet(): boolean {
    const { record, sources } = this.#download;
    const sums = record.sums.length + sources.reduce((count, source) => count + source.sums.all.length, 0);
    if (this.#download.givenFile !== null) return false;
    return record.expected === null && record.pieces === null && sums === 0 && sources.length === 1;
  }

  /** Before the final name: nobody sees the file without its mark. What this machine serves is no one else's. */
  async markOrigin(session: PartSession): Promise<void> {
    const { sources, record, context } = this.#download;
    const { markOrigin } = context.ports;
    if (markOrigin === undefined || sources[0]?.reach === 'loopback') return;
    const made = await session.make();
    if (made.ok) await markOrigin(session.paths.part, new URL(record.url));
  }

  /** Closes them: saved where there is something to go on with, removed where there is not. */
  async close(completed: boolean): Promise<Result<void, Failure>> {
    const session = this.#session;
    this.#session = null;
    const { record, context } = this.#download;
    const closed = session === null ? ok(undefined) : await this.#closeSession(session, completed);
    // Its files may lie there now, for a next run to find.
    if (!completed) context.controlNames.left(record.folder);
    return closed;
  }

  async #closeSession(session: PartSession, completed: boolean): Promise<Result<void, Failure>> {
    const nothing = session.received.total === 0 && !completed;
    const closed = nothing ? await session.discard(['part', 'control']) : await session.close();
    const { held, controlNames } = this.#download.context;
    if (completed) await controlNames.gone(session.paths.target);
    held.delete(session.paths.target);
    if (!completed) this.#download.update({ received: session.received.total });
    return closed;
  }

  #use(session: PartSession): void {
    this.#session = session;
    this.#download.context.held.add(session.paths.target);
  }

  #claimDeps(): ClaimDeps {
    const { ports, held, isListed, controlNames } = this.#download.context;
    return { files: ports.files, crc32: ports.crc32, held, isListed, controlNames, signal: this.#signal };
  }
}
