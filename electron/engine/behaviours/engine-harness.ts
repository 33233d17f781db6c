import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { AddressSpace } from '../../../shared/model/address-space.ts';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { GivenCookie } from '../../../shared/model/cookie.ts';
import type { Credential } from '../../../shared/model/credential.ts';
import type { InterruptReason } from '../../../shared/model/reasons.ts';
import type { DownloadState } from '../../../shared/model/state.ts';
import type { PieceHashes, Sum } from '../../../shared/model/sums.ts';
import { openNodePorts, type NodePorts } from '../adapters/node-ports.ts';
import type { Download } from '../download.ts';
import { Engine } from '../engine.ts';
import type { EngineLimits } from '../engine-options.ts';
import type { DownloadRecord } from '../ports/catalog.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';
import { silentLog } from '../ports/log.ts';
import { openFiles } from '../testing/open-files.ts';
import type { RangeServerOptions } from '../testing/range-server/range-server-options.ts';
import { goodBehaviour } from '../testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../testing/range-server/range-server.ts';
import { firstWrongByte } from '../testing/range-server/seeded-body.ts';
import { quickClock } from '../testing/quick-clock.ts';

/** What the file must be: the seeded body of this length, or these very bytes; null is not compared. */
export type ExpectedBody = { readonly seed: number; readonly size: number } | Uint8Array | null;

export interface HarnessOptions extends Partial<EngineLimits> {
  /** How much faster than real the engine's clock runs (20). Timeouts of the network stay real. */
  readonly speed?: number;
  /** Somebody is there to be asked about a file that changed. */
  readonly asks?: boolean;
  /** Whether a folder may be written into, as of now (all may). */
  readonly allowsFolder?: (folder: string) => Promise<boolean>;
  /** Puts something in the place of a port. */
  readonly ports?: (ports: NodePorts) => EnginePorts;
}

export interface FetchOptions {
  readonly url: string;
  readonly mirrors?: readonly string[];
  /** Where the links are from, when the user did not give them. */
  readonly reach?: AddressSpace;
  /** Connections at most (1). */
  readonly connections?: number;
  readonly checksum?: Checksum;
  readonly listSum?: Sum;
  readonly listSize?: number;
  readonly pieces?: PieceHashes;
  readonly name?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly credential?: Credential;
  readonly cookies?: readonly GivenCookie[];
  readonly acceptExisting?: boolean;
  /** What `serve` serves at this address, unless something else is given. */
  readonly body?: ExpectedBody;
  /** Real milliseconds until the download must have ended (15,000). */
  readonly within?: number;
}

/** How a download ended. Everything here was checked against the invariants of the catalogue. */
export interface FetchEnd {
  readonly download: Download;
  readonly record: DownloadRecord;
  readonly state: DownloadState['kind'];
  /** Why it was interrupted, or null. */
  readonly code: InterruptReason | null;
  /** Base name of the finished file, or null. */
  readonly name: string | null;
  readonly requests: number;
  readonly refetched: number;
  /** Names in the download folder. */
  readonly files: readonly string[];
  /** Texts of the download's own log, without the heads of requests and replies. */
  readonly log: readonly string[];
}

const defaultLimits: EngineLimits = {
  jobs: 5,
  connectionsPerHost: 16,
  limit: 0,
  timeout: 2_000,
  patience: 120_000,
};

/** Starts an engine on real ports in folders of its own. Close it after each test: that checks, too. */
export async function openHarness(options: HarnessOptions = {}): Promise<EngineHarness> {
  const root = await mkdtemp(join(tmpdir(), 'tributary-behaviours-'));
  return new EngineHarness(root, options);
}

/** A real engine with real files and sockets, the servers that it asks, and the checks afterwards. */
export class EngineHarness {
  readonly root: string;
  /** Where downloads go. */
  readonly folder: string;
  engine: Engine;
  ports: NodePorts;
  readonly #options: HarnessOptions;
  readonly #servers: RangeServer[] = [];
  readonly #bodies = new Map<string, ExpectedBody>();
  readonly #watchers = new Set<() => void>();

  constructor(root: string, options: HarnessOptions) {
    this.root = root;
    this.folder = join(root, 'downloads');
    this.#options = options;
    this.ports = this.#openPorts();
    this.engine = this.#openEngine();
  }

  /** Starts a range server that ends with the harness; its body is what `fetch` compares with. */
  async serve(options: RangeServerOptions = {}): Promise<RangeServer> {
    const server = await startRangeServer(options);
    this.#servers.push(server);
    const { seed, size, content } = { ...goodBehaviour, ...options };
    this.#bodies.set(server.origin, content === null ? { seed, size } : Buffer.from(content));
    return server;
  }

  /** Adds a download and waits for its end. */
  async fetch(options: FetchOptions): Promise<FetchEnd> {
    return this.ended(this.begin(options), options);
  }

  /** Adds a download. */
  begin(options: FetchOptions): Download {
    return this.engine.add({
      url: new URL(options.url),
      mirrors: (options.mirrors ?? []).map((mirror) => new URL(mirror)),
      reach: options.reach ?? null,
      folder: this.folder,
      name: options.name ?? null,
      connections: options.connections ?? 1,
      checksum: options.checksum ?? null,
      listSum: options.listSum ?? null,
      listSize: options.listSize ?? null,
      pieces: options.pieces ?? null,
      headers: options.headers ?? [],
      credential: options.credential ?? null,
      cookies: options.cookies ?? [],
      acceptExisting: options.acceptExisting ?? false,
    });
  }

  /** Adds a download and pauses it once `bytes` bytes have come and are on disk. */
  async fetchUntil(bytes: number, options: FetchOptions): Promise<Download> {
    const download = this.begin(options);
    await this.until(() => download.view().received >= bytes || isSettled(download.state), download);
    await this.engine.pause(download.id);
    if (download.state.kind !== 'paused' || download.record.received < bytes)
      throw new Error(`It was not paused with ${bytes} bytes: ${describe(download)}`);
    return download;
  }

  /** Goes on with a paused or interrupted download and waits for its end. */
  async goOn(download: Download, expected: Pick<FetchOptions, 'body' | 'within'> = {}): Promise<FetchEnd> {
    this.engine.resume(download.id);
    return this.ended(download, expected);
  }

  /** Waits until a download has come to rest, and checks the invariants of the catalogue. */
  async ended(download: Download, expected: Pick<FetchOptions, 'body' | 'within'> = {}): Promise<FetchEnd> {
    await this.until(() => isSettled(download.state), download, expected.within);
    await this.engine.idle();
    const { state, record } = download;
    const files = await this.files();
    if (state.kind === 'completed') {
      await checkBytes(download, record.target ?? '', this.#expectedBody(download, expected.body));
      const part = `${nameOf(record.target ?? '')}.part`;
      if (files.some((name) => name.startsWith(part))) throw new Error(`Left behind: ${files.join(', ')}`);
    } else if (record.target !== null && files.includes(nameOf(record.target))) {
      throw new Error(`A file lies under the final name: ${describe(download)}`);
    }
    return {
      download,
      record,
      state: state.kind,
      code: state.kind === 'interrupted' ? state.failure.code : null,
      name: state.kind === 'completed' && record.target !== null ? nameOf(record.target) : null,
      ...download.counts,
      files,
      log: download.log.entries().map(({ text }) => text.split('\n', 1)[0] ?? ''),
    };
  }

  /** Resolves when `test` holds; asked at every change of a download. */
  until(test: () => boolean, download: Download | null = null, limit = 15_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#watchers.delete(check);
        clearTimeout(timer);
      };
      const check = (): void => {
        if (!test()) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Nothing came of it in ${limit} ms. ${describe(download)}`));
      }, limit);
      this.#watchers.add(check);
      check();
    });
  }

  /** Names in the download folder. */
  async files(): Promise<readonly string[]> {
    return readdir(this.folder).catch(() => []);
  }

  /** Ends the engine and opens another one on the same folders, as the next start of the program does. */
  async restart(): Promise<readonly Download[]> {
    await this.#closeEngine();
    this.ports = this.#openPorts();
    this.engine = this.#openEngine();
    this.engine.load();
    return this.engine.list();
  }

  /** Ends everything, and fails when a file or a connection was left open. */
  async close(): Promise<void> {
    try {
      await this.#closeEngine();
      for (const server of this.#servers) await server.until((stats) => stats.open === 0, 2_000);
      const open = await openFiles(this.root);
      if (open.length > 0) throw new Error(`Left open: ${open.join(', ')}`);
    } finally {
      await Promise.all(this.#servers.map((server) => server.close()));
      await rm(this.root, { recursive: true, force: true });
    }
  }

  async #closeEngine(): Promise<void> {
    await this.engine.close();
    await this.ports.close();
  }

  #openPorts(): NodePorts {
    return openNodePorts({ dataFolder: join(this.root, 'data'), catalogName: 'catalog', log: silentLog });
  }

  #openEngine(): Engine {
    const { speed = 20, ports, asks = false, allowsFolder, ...limits } = this.#options;
    const quick = { ...this.ports, clock: speed === 1 ? this.ports.clock : quickClock(speed) };
    return new Engine(
      ports?.(quick) ?? quick,
      { ...defaultLimits, ...limits },
      {
        asks,
        ...(allowsFolder && { allowsFolder }),
        onChange: () => {
          for (const watch of [...this.#watchers]) watch();
        },
      },
    );
  }

  #expectedBody(download: Download, given: ExpectedBody | undefined): ExpectedBody {
    if (given !== undefined) return given;
    return this.#bodies.get(new URL(download.record.url).origin) ?? null;
  }
}

function isSettled(state: DownloadState): boolean {
  return state.kind === 'completed' || state.kind === 'interrupted' || state.kind === 'paused';
}

async function checkBytes(download: Download, path: string, body: ExpectedBody): Promise<void> {
  if (body === null) return;
  const bytes = await readFile(path);
  const size = body instanceof Uint8Array ? body.length : body.size;
  const wrong = body instanceof Uint8Array ? firstDifference(bytes, body) : firstWrongByte(bytes, body.seed);
  if (bytes.length !== size)
    throw new Error(`${bytes.length} bytes instead of ${size}: ${describe(download)}`);
  if (wrong !== null) throw new Error(`Byte ${wrong} is wrong: ${describe(download)}`);
}

function firstDifference(bytes: Uint8Array, body: Uint8Array): number | null {
  if (Buffer.compare(bytes, body) === 0) return null;
  return bytes.findIndex((byte, index) => byte !== body[index]);
}

function describe(download: Download | null): string {
  if (download === null) return '';
  const lines = download.log.entries().map(({ slot, text }) => `  [${slot}] ${text}`);
  const received = `${download.view().received} of ${download.record.size ?? '?'} bytes`;
  return `${JSON.stringify(download.state)}, ${received}\n${lines.slice(-60).join('\n')}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(sep) + 1);
}

/** The sum of a body, as a download is told to expect it. */
export function sumOf(body: Uint8Array, algorithm: Checksum['algorithm'] = 'sha256'): Checksum {
  return { algorithm, hex: createHash(algorithm).update(body).digest('hex') };
}
