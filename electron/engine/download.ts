import type { Checksum } from '../../shared/model/checksum.ts';
import type { Credential, ProtectionSpace } from '../../shared/model/credential.ts';
import type { Failure } from '../../shared/model/reasons.ts';
import { transition, type DownloadEvent, type DownloadState } from '../../shared/model/state.ts';
import type { PieceHashes } from '../../shared/model/sums.ts';
import type { DetailView, DownloadView } from '../../shared/model/view.ts';
import { whatHappened } from '../../shared/model/words/what-happened.ts';
import { requestAgain, withLink, type DownloadRequest } from './download-request.ts';
import type { DownloadContext } from './engine-options.ts';
import { DownloadProgress } from './download-progress.ts';
import { finishedRecord, type CompleteFile } from './files/finished-file.ts';
import { deleteOwnFiles } from './files/own-files.ts';
import { EventLog, firstLine } from './event-log.ts';
import type { HeldProbe } from './sources/held-probes.ts';
import { Bandwidth } from './policy/limits/bandwidth.ts';
import { usablePieces } from './policy/digests/piece-hashes.ts';
import type { HeaderList } from './policy/http-message/header-list.ts';
import { redactUrl } from './policy/privacy/redact-url.ts';
import type { DownloadRecord } from './ports/catalog.ts';
import { Run } from './run/run.ts';
import { SideWork } from './run/side-work.ts';
import type { Access } from './sources/access/access.ts';
import type { KeptBytes } from './sources/link-proof.ts';
import { askedBy } from './sources/access/asked-by.ts';
import { RequestExtras, withoutUsers } from './sources/request-extras.ts';
import type { Source } from './sources/source.ts';

/**
 * The user's thing, from adding to completed: its record, its state, and the run that is under way.
 * Every change of state goes through `transition`.
 */
export class Download {
  #record: DownloadRecord;
  readonly #context: DownloadContext;
  /** What requests are sent with besides the address. */
  readonly #extras: RequestExtras;
  readonly log = new EventLog();
  /** Work on its files while no run is under way. */
  readonly side = new SideWork();
  /** The person wants the web page that came in the file's place. */
  welcomesPage = false;
  /** The next run drops the bytes that are kept, once there is a reply to take their place. */
  startsOver = false;
  /** A file that another program left half done, to be gone on with; its path. */
  givenFile: string | null = null;
  readonly bandwidth: Bandwidth;
  /** Whether a complete file that is there already will do. */
  readonly acceptsExisting: boolean;
  /** Null where none was asked at yet, or it was long ago. */
  #sources: Source[] | null = null;
  #run: Run | null = null;
  #ended: Promise<void> = Promise.resolve();
  /** A first contact to begin with. */
  #held: HeldProbe | null = null;
  readonly progress: DownloadProgress;

  constructor(
    record: DownloadRecord,
    headers: HeaderList,
    acceptsExisting: boolean,
    context: DownloadContext,
    access: Access,
  ) {
    this.acceptsExisting = acceptsExisting;
    this.#record = withoutUsers(record, access);
    this.#extras = new RequestExtras(new URL(this.#record.url).origin, headers, access);
    this.#context = context;
    this.progress = new DownloadProgress(context.ports.clock);
    this.bandwidth = new Bandwidth(record.limit, this.#now, context.queues.bandwidthOf(record.queue));
  }

  /** The one that was added first, then its mirrors. */
  get sources(): Source[] {
    return (this.#sources ??= this.#extras.sources(this.#record, this.#now));
  }
  get record(): DownloadRecord {
    return this.#record;
  }
  get id(): string {
    return this.#record.id;
  }
  get state(): DownloadState {
    return this.#record.state;
  }
  get context(): DownloadContext {
    return this.#context;
  }
  get #now(): number {
    return this.#context.ports.clock.now();
  }

  /** Uses a first contact that was made already as the beginning of the next run. */
  adopt(held: HeldProbe): void {
    this.#held = held;
    this.#extras.adopt(held.access);
  }

  /** The first contact to begin with, once. */
  takeHeld(): HeldProbe | null {
    const held = this.#held;
    this.#held = null;
    return held;
  }

  /** Begins to run; resolves when the run has ended, however it ended. */
  async start(): Promise<void> {
    if (this.#record.state.kind !== 'queued') return;
    this.apply({ kind: 'admitted' });
    this.note(0, 'info', `Fetching ${redactUrl(this.#record.url)}`);
    this.#sources = null;
    const run = new Run(this);
    this.#run = run;
    this.progress.begin(run.record);
    this.#context.recent.forget(this);
    this.#ended = this.side
      .ended()
      .then(() => run.execute())
      .catch((error: unknown) => run.abandon(error));
    await this.#ended;
    this.#run = null;
    this.progress.setWait(null);
    this.#keep({});
    if (this.state.kind === 'completed') this.#context.recent.note(this);
  }

  /** Lets go of how its last run went: what is left is what a start would know. */
  forgetRun(): void {
    this.progress.forgetRun();
    this.log.clear();
    this.#sources = null;
    this.changed();
  }

  /** Stops and saves; resolves when everything is on disk. */
  async pause(): Promise<void> {
    this.apply({ kind: 'pause' });
    await this.halt();
  }

  /** Ends the run without changing the state: the program quits and will go on from here. */
  async halt(): Promise<void> {
    this.takeHeld()?.cancel();
    this.#run?.stop();
    await this.side.stop();
    await this.#ended;
  }

  /** The server that stopped it for want of a password, and the realm where it is known; null: none did. */
  get askedBy(): ProtectionSpace | null {
    return askedBy(this.#record.state, new URL(this.#record.url), this.sources);
  }

  /** Shows this to the server of an origin from the next run on. */
  useCredential(origin: string, credential: Credential): void {
    this.#extras.access.give(origin, credential);
  }

  /** What lies in the trash rests. */
  resume(): void {
    if (this.#record.trashedAt === null) this.apply({ kind: 'resume' });
  }

  /** What is on disk of a run that is under way; null while none has its files open. */
  get liveBytes(): KeptBytes | null {
    return this.#run?.keptBytes ?? null;
  }

  /** An address for its bytes, not used by the download yet. */
  sourceAt(url: URL): Source {
    return this.#extras.source(url, this.#now, this.#record.reach);
  }

  /** This address takes the place of the first one. */
  takeLink(url: URL): void {
    this.#keep(withLink(this.#record, url.href));
    this.#sources = null;
  }

  /** What it was asked for with, to be asked for once more. */
  asRequest(): DownloadRequest {
    return requestAgain(this.#record, this.#extras);
  }

  apply(event: DownloadEvent): void {
    const state = transition(this.#record.state, event);
    if (state === this.#record.state) return;
    this.update({ state });
    if (state.kind === 'queued') this.#context.onQueued();
    this.#context.ports.log.debug('state', { download: this.id, state: state.kind });
    this.save();
  }

  update(change: Partial<DownloadRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.changed();
  }

  /** Keeps the record for the next start. */
  save(): void {
    this.#context.ports.catalog.save(this.#record);
  }

  #keep(change: Partial<DownloadRecord>): void {
    this.update(change);
    this.save();
  }

  changed(): void {
    this.#context.onChange(this.id);
  }

  note(slot: number, level: 'info' | 'warn' | 'error', text: string): void {
    this.log.add(this.#context.ports.clock.wall(), slot, level, text);
    this.changed();
    // What one connection does is a detail; the download's own course is not.
    const program = slot > 0 ? 'debug' : level === 'info' ? 'info' : 'warn';
    this.#context.ports.log[program](firstLine(text), { download: this.id, slot });
  }

  /** `due` is milliseconds of the clock that never jumps. */
  setWait(wait: { readonly failure: Failure; readonly due: number } | null): void {
    this.progress.setWait(wait);
    this.changed();
  }

  /** The clock on the wall may have been set: what is shown of a wait is kept up with it. */
  keepTime(): void {
    if (this.progress.keepTime()) this.changed();
  }

  /** The machine slept, or its network is another one; its clock did not count `unseen` milliseconds. */
  wake(unseen: number): void {
    for (const source of this.#sources ?? []) source.notBefore -= unseen;
    this.#run?.nap.wake(unseen);
  }

  /** What the file should have. A sum of its bytes that is known already stays of use. */
  setExpected(expected: Checksum | null): void {
    const { computed } = this.#record;
    this.#keep({ expected, computed: computed?.algorithm === expected?.algorithm ? computed : null });
    this.#run?.expectAnew();
  }

  /** Sums of pieces for the next run: of bytes that are there only the bad ones come again. */
  expectPieces(pieces: PieceHashes): void {
    this.#keep({ pieces: usablePieces(pieces) });
  }

  setLimit(limit: number): void {
    this.bandwidth.setRate(limit, this.#now);
    this.#keep({ limit });
  }

  addMirror(address: URL): void {
    const url = this.#extras.access.takeFrom(address);
    if ([this.#record.url, ...this.#record.mirrors].includes(url.href)) return;
    // A transfer under way looks at the same list.
    this.#sources?.push(this.sourceAt(url));
    this.#keep({ mirrors: [...this.#record.mirrors, url.href] });
    this.#run?.admitMirrors();
  }

  /** Deletes what of this download lies on disk and is ours, where this program may write at all. */
  async deleteFiles(): Promise<void> {
    const { held, ports, allowsFolder } = this.#context;
    if (await allowsFolder(this.#record.folder)) await deleteOwnFiles({ ...ports, held }, this.#record);
  }

  view(): DownloadView {
    return this.progress.view(this.#record, this.#run?.received ?? null);
  }

  detail(): DetailView {
    return this.progress.detail(this.#record, this.sources, this.log);
  }

  /** Requests sent and bytes fetched twice by the last run. */
  get counts(): { readonly requests: number; readonly refetched: number } {
    return this.progress.counts;
  }

  /** The file lies complete under its final name. */
  completeWith(file: CompleteFile): void {
    this.note(0, 'info', 'Completed');
    this.update({ outcome: this.progress.outcome ?? this.#record.outcome });
    this.keepFinished(file);
    for (const kind of ['received', 'verified', 'finished'] as const) this.apply({ kind });
  }

  /** Keeps what a start after a crash knows the finished file by. */
  keepFinished(file: CompleteFile): void {
    this.#keep(finishedRecord(file, this.#record, this.#context.ports.clock.wall()));
  }

  failWith(failure: Failure): void {
    this.log.add(this.#context.ports.clock.wall(), 0, 'error', whatHappened(failure));
    this.#context.ports.log.info('failed', { ...failure.facts, download: this.id, code: failure.code });
    this.apply({ kind: 'failed', failure });
  }
}
