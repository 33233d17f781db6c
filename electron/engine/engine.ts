import type { Checksum } from '../../shared/model/checksum.ts';
import type { Failure } from '../../shared/model/reasons.ts';
import type { Result } from '../../shared/model/result.ts';
import { isRunning } from '../../shared/model/state.ts';
import { Download } from './download.ts';
import type { DownloadContext, EngineLimits } from './engine-options.ts';
import { HeldProbes } from './sources/held-probes.ts';
import type { EnginePorts } from './ports/engine-ports.ts';
import { admit } from './policy/admission.ts';
import { Bandwidth } from './policy/bandwidth.ts';
import { HostLimits } from './policy/host-limits.ts';
import type { DownloadRecord } from './ports/catalog.ts';
import type { Resource } from './sources/probe.ts';

/** What is asked for when a download is added. */
export interface DownloadRequest {
  readonly url: URL;
  readonly mirrors?: readonly URL[];
  readonly folder: string;
  /** A safe file name, or null to take the server's. */
  readonly name?: string | null;
  readonly connections: number;
  readonly checksum?: Checksum | null;
  /** Sent to the URL's origin only, and never stored. */
  readonly headers?: readonly (readonly [string, string])[];
  /** False: added paused. */
  readonly start?: boolean;
  /** A complete file that is there already will do. */
  readonly acceptExisting?: boolean;
  /** Token of an earlier `probe`; without it a probe of the same address is gone on with too. */
  readonly probe?: string;
}

export interface EngineHooks {
  /** A download is new, has changed, or has gone. Cheap, and often called. */
  readonly onChange: (id: string) => void;
}

/**
 * Many connections in, one verified file out. Holds the downloads, lets as many of them run as the
 * limits allow, and keeps the catalog up with them.
 */
export class Engine {
  readonly #ports: EnginePorts;
  readonly #limits: EngineLimits;
  readonly #context: DownloadContext;
  readonly #downloads = new Map<string, Download>();
  readonly #probes: HeldProbes;
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #order = 0;

  constructor(ports: EnginePorts, limits: EngineLimits, hooks: EngineHooks) {
    this.#ports = ports;
    this.#limits = { ...limits };
    this.#probes = new HeldProbes(ports, this.#limits);
    this.#context = {
      ports,
      limits: this.#limits,
      hostLimits: new HostLimits(limits.connectionsPerHost),
      bandwidth: new Bandwidth(limits.limit, ports.clock.now()),
      held: new Set(),
      onChange: hooks.onChange,
    };
  }

  /** Takes the downloads of earlier sessions up; those that were running go on. */
  load(): void {
    for (const record of this.#ports.catalog.all()) {
      const state = isRunning(record.state) ? ({ kind: 'queued' } as const) : record.state;
      this.#order = Math.max(this.#order, record.order + 1);
      this.#downloads.set(record.id, new Download({ ...record, state }, [], false, this.#context));
    }
    this.#admit();
  }

  list(): readonly Download[] {
    return [...this.#downloads.values()];
  }

  get(id: string): Download | null {
    return this.#downloads.get(id) ?? null;
  }

  /** First contact with a link; the open stream is kept for `add` for a minute. */
  probe(url: URL): Promise<Result<{ readonly token: string; readonly resource: Resource }, Failure>> {
    return this.#probes.probe(url);
  }

  /** Adds a download; it runs as soon as the limits allow, unless it is added paused. */
  add(request: DownloadRequest): Download {
    const record: DownloadRecord = {
      id: this.#ports.newId(),
      url: request.url.href,
      mirrors: (request.mirrors ?? []).map((mirror) => mirror.href),
      folder: request.folder,
      askedName: request.name ?? null,
      target: null,
      size: null,
      received: 0,
      connections: request.connections,
      limit: 0,
      expected: request.checksum ?? null,
      computed: null,
      state: request.start === false ? { kind: 'paused' } : { kind: 'queued' },
      validator: null,
      addedAt: this.#ports.clock.wall(),
      completedAt: null,
      order: this.#order,
      fileMark: null,
    };
    this.#order += 1;
    const download = new Download(
      record,
      request.headers ?? [],
      request.acceptExisting ?? false,
      this.#context,
    );
    this.#downloads.set(record.id, download);
    // A probe was sent without these headers: its reply is another one.
    const asked = (request.headers ?? []).length > 0 ? null : this.#probes.take(request.url, request.probe);
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
    this.#downloads.delete(id);
    this.#ports.catalog.remove(id);
    this.#context.onChange(id);
    this.#admit();
  }

  /**
   * Moves downloads by one place in the queue: -1 towards the front, 1 towards the end. Several
   * keep their order among themselves, at the end of the queue too.
   */
  move(ids: readonly string[], by: -1 | 1): void {
    const ordered = this.list().toSorted((a, b) => (b.record.order - a.record.order) * by);
    const moving = new Set(ids);
    for (const [at, moved] of ordered.entries()) {
      const other = ordered[at - 1];
      if (other === undefined || !moving.has(moved.id) || moving.has(other.id)) continue;
      const { order } = moved.record;
      moved.update({ order: other.record.order });
      other.update({ order });
      moved.save();
      other.save();
      ordered.splice(at - 1, 2, moved, other);
    }
  }

  setLimits(change: Partial<EngineLimits>): void {
    Object.assign(this.#limits, change);
    this.#context.hostLimits.setMost(this.#limits.connectionsPerHost);
    this.#context.bandwidth.setRate(this.#limits.limit, this.#ports.clock.now());
    this.#admit();
  }

  /** Resolves when no download runs or waits for its turn. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.race(this.#running);
  }

  /** Stops everything, saved so that the next start goes on. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#probes.close();
    await Promise.all(this.list().map((download) => download.halt()));
    await Promise.all(this.#running);
    for (const download of this.list()) download.save();
    this.#ports.transport.close();
  }

  /** Starts as many queued downloads as the limits allow. */
  #admit(): void {
    if (this.#closing.signal.aborted) return;
    for (const id of admit(
      this.list().map((download) => download.record),
      this.#limits.jobs,
    )) {
      const download = this.#downloads.get(id);
      if (download === undefined) continue;
      const running = download.start().then(() => {
        // The next one is admitted first, so that `idle` never sees a gap.
        this.#admit();
        this.#running.delete(running);
      });
      this.#running.add(running);
    }
  }
}
