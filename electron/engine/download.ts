import type { Checksum } from '../../shared/model/checksum.ts';
import type { Credential, ProtectionSpace } from '../../shared/model/credential.ts';
import type { Failure } from '../../shared/model/reasons.ts';
import type { DownloadEvent, DownloadState } from '../../shared/model/state.ts';
import { transition } from '../../shared/model/state.ts';
import type { PieceHashes } from '../../shared/model/sums.ts';
import type { DetailView, DownloadView } from '../../shared/model/view.ts';
import type { DownloadRequest } from './engine.ts';
import type { DownloadContext } from './engine-options.ts';
import { discardPartial } from './files/earlier-files.ts';
import { detailView, recordView } from './download-view.ts';
import { fileMark, type CompleteFile } from './files/finished-file.ts';
import { EventLog } from './event-log.ts';
import type { HeldProbe } from './sources/held-probes.ts';
import { Bandwidth } from './policy/bandwidth.ts';
import { usablePieces } from './policy/digests/piece-hashes.ts';
import { describeFailure } from './policy/failure-text.ts';
import { RateEstimator } from './policy/rate-estimator.ts';
import { redactUrl } from './policy/redact-url.ts';
import type { DownloadRecord } from './ports/catalog.ts';
import { Run } from './run/run.ts';
import { ShownWait } from './wake/shown-wait.ts';
import { SideWork } from './run/side-work.ts';
import type { Access } from './sources/access/access.ts';
import type { KeptBytes } from './sources/link-proof.ts';
import { Source } from './sources/source.ts';

type Header = readonly [name: string, value: string];

/**
 * The user's thing, from adding to completed: its record, its state, and the run that is under way.
 * Every change of state goes through `transition`.
 */
export class Download {
  #record: DownloadRecord;
  readonly #context: DownloadContext;
  readonly #headers: readonly Header[];
  #access: Access;
  /** Requests of the headers go to this origin only: the one that they were given for. */
  readonly #headersOrigin: string;
  readonly log = new EventLog();
  /** Work on its files while no run is under way. */
  readonly side = new SideWork();
  /** The person wants the web page that came in the file's place. */
  welcomesPage = false;
  /** The next run drops the bytes that are kept, once there is a reply to take their place. */
  startsOver = false;
  readonly bandwidth: Bandwidth;
  /** Whether a complete file that is there already will do. */
  readonly acceptsExisting: boolean;
  /** The one that was added first, then its mirrors. */
  sources: Source[];
  #run: Run | null = null;
  #ended: Promise<void> = Promise.resolve();
  /** A first contact to begin with. */
  #held: HeldProbe | null = null;
  readonly #wait: ShownWait;
  #speed: RateEstimator;
  #lastRun: Run | null = null;

  constructor(
    record: DownloadRecord,
    headers: readonly Header[],
    acceptsExisting: boolean,
    context: DownloadContext,
    access: Access,
  ) {
    this.acceptsExisting = acceptsExisting;
    this.#access = access;
    this.#record = {
      ...record,
      mirrors: record.mirrors.map((mirror) => access.takeFrom(new URL(mirror)).href),
      // Last: where a mirror is at the same origin, this one's user counts.
      url: access.takeFrom(new URL(record.url)).href,
    };
    this.#headers = headers;
    this.#headersOrigin = new URL(this.#record.url).origin;
    this.#context = context;
    this.#wait = new ShownWait(context.ports.clock);
    const now = context.ports.clock.now();
    this.bandwidth = new Bandwidth(record.limit, now, context.bandwidth);
    this.#speed = new RateEstimator(now);
    this.sources = this.#makeSources();
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

  /** Uses a first contact that was made already as the beginning of the next run. */
  adopt(held: HeldProbe): void {
    this.#held = held;
    held.access.adopt(this.#access);
    this.#access = held.access;
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
    this.sources = this.#makeSources();
    const run = new Run(this);
    this.#run = run;
    this.#lastRun = run;
    this.#speed = new RateEstimator(this.#context.ports.clock.now());
    this.#ended = this.side
      .ended()
      .then(() => run.execute())
      .catch((error: unknown) => run.abandon(error));
    await this.#ended;
    this.#run = null;
    this.#wait.set(null);
    this.save();
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
    const { state } = this.#record;
    if (state.kind !== 'interrupted' || state.failure.code !== 'server-unauthorized') return null;
    const { host, secure } = state.failure.facts ?? {};
    if (typeof host !== 'string') return { origin: new URL(this.#record.url).origin, realm: null };
    const origin = `${secure === true ? 'https' : 'http'}://${host}`;
    const known = this.sources.map(({ auth }) => auth.unanswered);
    return { origin, realm: known.find((space) => space?.origin === origin)?.realm ?? null };
  }

  /** Shows this to the server of an origin from the next run on. */
  useCredential(origin: string, credential: Credential): void {
    this.#access.give(origin, credential);
  }

  resume(): void {
    this.apply({ kind: 'resume' });
  }

  /** What is on disk of a run that is under way; null while none has its files open. */
  get liveBytes(): KeptBytes | null {
    return this.#run?.keptBytes ?? null;
  }

  /** Another address for its bytes, not used by the download yet. */
  sourceAt(address: URL): Source {
    return this.#source(address);
  }

  /** This address takes the place of the first one. */
  takeLink(url: URL): void {
    this.update({ url: url.href, mirrors: this.#record.mirrors.filter((mirror) => mirror !== url.href) });
    this.sources = this.#makeSources();
    this.save();
  }

  /** What it was asked for with, to be asked for once more. */
  asRequest(): DownloadRequest {
    const { url, mirrors, reach, folder, connections, expected, askedName } = this.#record;
    return {
      url: new URL(url),
      mirrors: mirrors.map((mirror) => new URL(mirror)),
      reach,
      folder,
      name: askedName,
      connections,
      checksum: expected,
      headers: this.#headersOrigin === new URL(url).origin ? this.#headers : [],
      access: this.#access,
    };
  }

  apply(event: DownloadEvent): void {
    const state = transition(this.#record.state, event);
    if (state === this.#record.state) return;
    this.update({ state });
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

  changed(): void {
    this.#context.onChange(this.id);
  }

  note(slot: number, level: 'info' | 'warn' | 'error', text: string): void {
    this.log.add(this.#context.ports.clock.wall(), slot, level, text);
    this.changed();
    // What one connection does is a detail; the download's own course is not.
    const program = slot > 0 ? 'debug' : level === 'info' ? 'info' : 'warn';
    this.#context.ports.log[program](text, { download: this.id, slot });
  }

  /** `due` is milliseconds of the clock that never jumps. */
  setWait(wait: { readonly failure: Failure; readonly due: number } | null): void {
    this.#wait.set(wait);
    this.changed();
  }

  /** The clock on the wall may have been set: what is shown of a wait is kept up with it. */
  keepTime(): void {
    if (this.#wait.keepTime()) this.changed();
  }

  /** The machine slept, or its network is another one; its clock did not count `unseen` milliseconds. */
  wake(unseen: number): void {
    for (const source of this.sources) source.notBefore -= unseen;
    this.#run?.nap.wake(unseen);
  }

  /** What the file should have. A sum of its bytes that is known already stays of use. */
  setExpected(expected: Checksum | null): void {
    const { computed } = this.#record;
    this.update({ expected, computed: computed?.algorithm === expected?.algorithm ? computed : null });
    this.save();
    this.#run?.expectAnew();
  }

  /** Sums of pieces for the next run: of bytes that are there only the bad ones come again. */
  expectPieces(pieces: PieceHashes): void {
    this.update({ pieces: usablePieces(pieces) });
    this.save();
  }

  setLimit(limit: number): void {
    this.bandwidth.setRate(limit, this.#context.ports.clock.now());
    this.update({ limit });
    this.save();
  }

  addMirror(address: URL): void {
    const url = this.#access.takeFrom(address);
    if ([this.#record.url, ...this.#record.mirrors].includes(url.href)) return;
    this.update({ mirrors: [...this.#record.mirrors, url.href] });
    // A transfer under way looks at the same list.
    this.sources.push(this.#source(url));
    this.save();
    this.#run?.admitMirrors();
  }

  /**
   * Deletes what of this download lies on disk: the finished file as long as nobody changed it, or
   * the part file and control file. Never a file that is not ours.
   */
  async deleteFiles(): Promise<void> {
    const { target, fileMark: mark } = this.#record;
    if (target === null || !(await this.#context.allowsFolder(this.#record.folder))) return;
    const { files } = this.#context.ports;
    if (mark !== null) {
      const identity = await files.identity(target);
      if (identity.ok && fileMark(identity.value) === mark) await files.remove(target);
    }
    if (this.#record.state.kind === 'completed') return;
    const { held, ports } = this.#context;
    await discardPartial({ files, crc32: ports.crc32, held }, target, this.#record);
  }

  countBytes(taken: number): void {
    this.#speed.add(taken);
  }

  view(): DownloadView {
    const received = this.#run?.received ?? this.#record.received;
    const rate =
      this.#record.state.kind === 'downloading'
        ? Math.round(this.#speed.rate(this.#context.ports.clock.now()))
        : 0;
    return {
      ...recordView(this.#record),
      received,
      rate,
      secondsLeft: rate > 0 && this.#record.size !== null ? (this.#record.size - received) / rate : null,
      ranges: this.#lastRun?.record.ranges ?? 'unknown',
      active: this.#run?.record.active ?? 0,
      wait: this.#wait.view,
    };
  }

  detail(): DetailView {
    return detailView(
      this.#record,
      this.sources,
      this.log,
      this.#lastRun?.record ?? null,
      this.#context.ports.clock.now(),
    );
  }

  /** Requests sent and bytes fetched twice by the last run. */
  get counts(): { readonly requests: number; readonly refetched: number } {
    return { requests: this.#lastRun?.record.requests ?? 0, refetched: this.#lastRun?.record.refetched ?? 0 };
  }

  /** The file lies complete under its final name. */
  completeWith(file: CompleteFile): void {
    this.note(0, 'info', 'Completed');
    this.keepFinished(file);
    for (const kind of ['received', 'verified', 'finished'] as const) this.apply({ kind });
  }

  /** Keeps what a start after a crash knows the finished file by. */
  keepFinished(file: CompleteFile): void {
    const { size } = file.identity;
    this.update({
      target: file.target,
      size,
      received: size,
      computed: file.computed ?? this.#record.computed,
      validator: file.validator ?? this.#record.validator,
      completedAt: this.#context.ports.clock.wall(),
      fileMark: fileMark(file.identity),
    });
    this.save();
  }

  failWith(failure: Failure): void {
    this.log.add(this.#context.ports.clock.wall(), 0, 'error', describeFailure(failure));
    this.#context.ports.log.info('failed', { ...failure.facts, download: this.id, code: failure.code });
    this.apply({ kind: 'failed', failure });
  }

  #makeSources(): Source[] {
    const { url, mirrors } = this.#record;
    return [url, ...mirrors].map((address) => this.#source(new URL(address)));
  }

  /** Headers go to the origin they were given for, so to another address only where it is the same. */
  #source(url: URL): Source {
    const headers = url.origin === this.#headersOrigin ? this.#headers : [];
    const now = this.#context.ports.clock.now();
    return new Source(url, headers, now, this.#record.reach, this.#access);
  }
}
