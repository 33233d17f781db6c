import type { Failure } from '../../shared/model/reasons.ts';
import type { Result } from '../../shared/model/result.ts';
import { isRunning, type DownloadState } from '../../shared/model/state.ts';
import { defaultQueue, type Step } from '../../shared/model/queue.ts';
import { Download } from './download.ts';
import { isPlain, newRecord, type DownloadRequest } from './download-request.ts';
import type { DownloadContext, EngineHooks, EngineLimits } from './engine-options.ts';
import { DownloadList } from './download-list.ts';
import { ControlNames } from './files/control-names.ts';
import { SmallBuffers } from './files/small-buffers.ts';
import { HeldProbes, type Question } from './sources/held-probes.ts';
import type { DownloadRecord } from './ports/catalog.ts';
import type { EnginePorts } from './ports/engine-ports.ts';
import { admit } from './policy/queues/admission.ts';
import { Bandwidth } from './policy/limits/bandwidth.ts';
import { HostLimits } from './policy/limits/host-limits.ts';
import { SidecarLists } from './sums/sidecar-lists.ts';
import { Access } from './sources/access/access.ts';
import type { Resource } from './sources/probe.ts';
import { RecentRuns } from './run/recent-runs.ts';
import { HeldDownloads } from './queues/held-downloads.ts';
import { moveDownloads } from './queues/places.ts';
import { QueueList } from './queues/queue-list.ts';
import { Wakes } from './wake/wakes.ts';

/**
 * Many connections in, one verified file out. Holds the downloads, lets as many of them run as the
 * limits allow, and keeps the catalog up with them.
 */
export class Engine {
  readonly #ports: EnginePorts;
  readonly #limits: EngineLimits;
  readonly #context: DownloadContext;
  readonly #downloads = new DownloadList();
  readonly #probes: HeldProbes;
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  readonly #wakes: Wakes;
  readonly #bandwidth: Bandwidth;
  readonly #held = new HeldDownloads(() => {
    this.#admit();
  });
  readonly queues: QueueList;
  /** Whether somebody sees to it that what stopped goes on when the machine is back. */
  readonly #returns: boolean;
  #order = 0;

  constructor(ports: EnginePorts, limits: EngineLimits, hooks: EngineHooks) {
    this.#returns = hooks.onReturn !== undefined;
    this.#wakes = new Wakes(
      ports,
      () => this.list(),
      () => hooks.onReturn?.(),
    );
    this.#ports = { ...ports, transport: this.#wakes.transport };
    this.#limits = { ...limits };
    this.#probes = new HeldProbes(this.#ports, this.#limits);
    this.#bandwidth = new Bandwidth(limits.limit, ports.clock.now());
    this.queues = new QueueList({
      shelf: ports.catalog.queues,
      clock: ports.clock,
      bandwidth: this.#bandwidth,
      zone: () => this.#limits.timeZone ?? '',
      onChange: () => {
        this.#holdStopped();
        this.#admit();
        hooks.onQueues?.();
      },
    });
    this.#context = {
      ports: this.#ports,
      limits: this.#limits,
      hostLimits: new HostLimits(limits.connectionsPerHost, ports.servers),
      sidecars: new SidecarLists(this.#ports.transport, this.#limits),
      queues: this.queues,
      recent: new RecentRuns(),
      held: new Set(),
      smallBuffers: new SmallBuffers(),
      controlNames: new ControlNames(ports.files, ports.clock),
      isListed: (id) => this.#downloads.has(id),
      onQueued: () => {
        this.#downloads.lineUp();
      },
      asks: hooks.asks ?? false,
      onChange: hooks.onChange,
      sort: hooks.sort ?? (() => Promise.resolve({ category: '', folder: null })),
      allowsFolder: hooks.allowsFolder ?? (() => Promise.resolve(true)),
      lookAround: () => {
        this.#wakes.look();
      },
    };
  }

  /**
   * Takes the downloads of earlier sessions up. Those that were running go on, and so do those that
   * stopped for what may have passed since.
   */
  load(): void {
    const { keptHeaders } = this.#ports;
    for (const record of this.#ports.catalog.all()) {
      const state = goesOn(record.state) ? ({ kind: 'queued' } as const) : record.state;
      this.#order = Math.max(this.#order, record.order + 1);
      this.#downloads.add(
        new Download(
          { ...record, state, queue: this.queues.has(record.queue) ? record.queue : defaultQueue },
          keptHeaders?.find(record.id) ?? [],
          false,
          this.#context,
          new Access(this.#ports),
        ),
      );
    }
    this.#forgetHeaders();
    this.#admit();
  }

  list(): readonly Download[] {
    return this.#downloads.all();
  }

  get(id: string): Download | null {
    return this.#downloads.get(id) ?? null;
  }

  /** First contact with a link; the open stream is kept for `add` for a minute. `reach`, `headers` and `cookies` as in `add`. */
  probe(
    ...question: Question
  ): Promise<Result<{ readonly token: string; readonly resource: Resource }, Failure>> {
    return this.#probes.probe(...question);
  }

  /** Adds a download; it runs as soon as the limits allow, unless it is added paused. */
  add(request: DownloadRequest): Download {
    const record = newRecord(request, this.#ports.newId(), this.#ports.clock.wall(), this.#order);
    this.#order += 1;
    const { headers = [] } = request;
    if (headers.length > 0) this.#ports.keptHeaders?.keep(record.id, headers);
    const access = request.access ?? new Access(this.#ports, request.cookies);
    if (request.credential !== undefined && request.credential !== null)
      access.give(request.url.origin, request.credential);
    const download = new Download(record, headers, request.acceptExisting ?? false, this.#context, access);
    download.givenFile = request.givenFile ?? null;
    this.#downloads.add(download);
    // A probe was sent without who the user is: its reply is another one.
    const asked = isPlain(request)
      ? this.#probes.take(request.probe, request.url, record.reach, headers, request.cookies)
      : null;
    if (asked !== null) download.adopt(asked);
    download.save();
    download.changed();
    this.#admit();
    return download;
  }

  resume(id: string): void {
    this.#downloads.get(id)?.resume();
    this.#admit();
  }

  /** Resolves when everything received is on disk. */
  async pause(id: string): Promise<void> {
    await this.#downloads.get(id)?.pause();
    this.#admit();
  }

  /** Takes a download off the list; `files` also deletes what of it lies on disk and is ours. */
  async remove(id: string, files: boolean): Promise<void> {
    const download = this.#downloads.get(id);
    if (download === undefined) return;
    await download.pause();
    if (files) await download.deleteFiles();
    this.#downloads.delete(download);
    this.#context.recent.forget(download);
    this.#ports.catalog.remove(id);
    this.#forgetHeaders();
    this.#context.onChange(id);
    this.#admit();
  }

  /** Moves downloads within their queues. Several keep their order among themselves. */
  move(ids: readonly string[], step: Step): void {
    moveDownloads(this.list(), ids, step);
    this.#downloads.lineUp();
  }

  /** Puts downloads into another queue, behind those that are there. */
  setQueue(ids: readonly string[], queue: string): void {
    for (const id of ids) {
      const download = this.#downloads.get(id);
      if (download === undefined || download.record.queue === queue) continue;
      download.update({ queue, order: this.#order });
      this.#order += 1;
      download.save();
      download.bandwidth.moveUnder(this.queues.bandwidthOf(queue));
    }
    this.#downloads.lineUp();
    this.#holdStopped();
    this.#admit();
  }

  /** Its downloads go to the default queue; the default one itself stays. */
  removeQueue(id: string): boolean {
    if (id === defaultQueue || !this.queues.has(id)) return false;
    const own = this.list().filter(({ record }) => record.queue === id);
    this.setQueue(
      own.map((download) => download.id),
      defaultQueue,
    );
    return this.queues.remove(id);
  }

  setLimits(change: Partial<EngineLimits>): void {
    Object.assign(this.#limits, change);
    this.#context.hostLimits.setMost(this.#limits.connectionsPerHost);
    this.#bandwidth.setRate(this.#limits.limit, this.#ports.clock.now());
    this.queues.decide();
    this.#admit();
  }

  /**
   * The machine has woken from sleep: connections that may be dead are replaced at once, and waits end.
   * The engine finds it out by itself within a second; a host that is told sooner says so.
   */
  wake(): void {
    this.#wakes.wake();
    this.queues.decide();
  }

  /** Resolves when no download runs or waits for its turn. */
  async idle(): Promise<void> {
    for (const running of this.#running) await running;
  }

  /** Stops everything, saved so that the next start goes on. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.queues.close();
    this.#wakes.attend(false);
    this.#probes.close();
    await Promise.all(this.list().map((download) => download.halt()));
    await Promise.all(this.#running);
    for (const download of this.list()) download.save();
    this.#ports.transport.close();
  }

  /** Sleep and network matter while something runs, or stopped for what they may bring back. */
  #watchMachine(): void {
    const waits = (download: Download): boolean =>
      download.state.kind === 'interrupted' && download.state.resume === 'auto-continue';
    this.#wakes.attend(this.#running.size > 0 || (this.#returns && this.list().some(waits)));
  }

  /** Headers are kept for what is still to be asked for. */
  #forgetHeaders(): void {
    this.#ports.keptHeaders?.retain(new Set(this.#downloads.unfinished().map(({ id }) => id)));
  }

  #holdStopped(): void {
    for (const download of this.list())
      if (!this.queues.runs(download.record.queue)) this.#held.hold(download);
  }

  /** Its server takes no more connections, by what is set for it. */
  #waitsForServer(id: string): boolean {
    const hostOf = ({ url }: { readonly url: string }): string => new URL(url).host;
    const record = this.#downloads.get(id)?.record;
    if (record === undefined || this.#ports.servers === undefined) return false;
    const host = hostOf(record);
    return this.#context.hostLimits.isFull(
      host,
      () => this.list().filter((each) => isRunning(each.state) && hostOf(each.record) === host).length,
    );
  }

  /** Starts as many queued downloads as the limits allow. */
  #admit(): void {
    if (this.#closing.signal.aborted) return;
    const held = (id: string): boolean => this.#waitsForServer(id);
    const waiting = (): Iterable<DownloadRecord> => this.#downloads.waiting();
    for (const id of admit(this.#downloads.running(), waiting, this.#limits.jobs, this.queues.list(), held)) {
      const download = this.#downloads.get(id);
      if (download === undefined) continue;
      // One that was let in just now took the last place at the server: others may go first.
      if (held(id)) return this.#admit();
      this.#downloads.begin(download);
      const running = download.start().then(() => {
        // The next one is admitted first, so that `idle` never sees a gap.
        this.#admit();
        this.#running.delete(running);
        if (!this.#closing.signal.aborted) this.#watchMachine();
      });
      this.#running.add(running);
    }
    this.#watchMachine();
  }
}

function goesOn(state: DownloadState): boolean {
  return isRunning(state) || (state.kind === 'interrupted' && state.resume === 'auto-continue');
}
