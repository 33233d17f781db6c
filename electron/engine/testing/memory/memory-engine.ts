import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { Checksum } from '../../../../shared/model/checksum.ts';
import type { Download } from '../../download.ts';
import { Engine } from '../../engine.ts';
import type { DownloadRecord } from '../../ports/catalog.ts';
import { FakeClock } from '../fake-clock.ts';
import { FakeMachine } from '../fake-machine.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { MemoryFiles } from './memory-files.ts';
import { memoryPorts } from './memory-ports.ts';
import { MemoryTransport, type MemoryServer } from './memory-transport.ts';

export const memoryTarget = '/downloads/file.bin';

export interface MemoryEngineOptions {
  readonly disk: MemoryDisk;
  readonly server: MemoryServer;
  /** What the catalog holds; outlives the process. */
  readonly records: Map<string, DownloadRecord>;
  readonly chance: () => number;
  /** Milliseconds between the chunks (16 KiB) of one reply. */
  readonly interval?: number;
  /** Milliseconds that a sync may take at most. */
  readonly slowestSync?: number;
  /** Milliseconds (60,000). */
  readonly patience?: number;
  /** Connections at most (3). */
  readonly connections?: number;
}

/** One process: an engine over a memory disk and a memory server, in a time of its own. */
export class MemoryEngine {
  readonly clock = new FakeClock();
  readonly machine = new FakeMachine(this.clock);
  readonly files: MemoryFiles;
  readonly transport: MemoryTransport;
  readonly engine: Engine;
  readonly #disk: MemoryDisk;
  readonly #connections: number;

  constructor(options: MemoryEngineOptions) {
    const { chance, disk, records, server, interval = 20, slowestSync = 200 } = options;
    this.#disk = disk;
    this.#connections = options.connections ?? 3;
    this.files = new MemoryFiles(disk);
    this.files.pace = (op) =>
      new Promise((resolve) => {
        const most = op === 'sync' ? slowestSync : op === 'write' ? 20 : 1;
        this.clock.after(chance() * most, resolve);
      });
    this.transport = new MemoryTransport(this.clock, server, 16 * 1024, interval);
    const { clock, files, machine, transport } = this;
    this.engine = new Engine(
      memoryPorts({ files, transport, clock, records, machine }),
      { jobs: 1, connectionsPerHost: 16, limit: 0, timeout: 10_000, patience: options.patience ?? 60_000 },
      { onChange: () => undefined },
    );
  }

  /** Goes on with the download that the catalog knows, or adds it. */
  begin(checksum: Checksum | null = null): Download {
    this.engine.load();
    const [known] = this.engine.list();
    if (known !== undefined) {
      this.engine.resume(known.id);
      return known;
    }
    return this.engine.add({
      url: new URL('http://127.0.0.1/file.bin'),
      folder: dirname(memoryTarget),
      connections: this.#connections,
      checksum,
    });
  }

  /** Lets time pass until a test holds; throws after two minutes of it. */
  async until(test: () => boolean): Promise<void> {
    const end = this.clock.now() + 120_000;
    while (!test()) {
      if (this.clock.now() > end) throw new Error('Nothing came of it in two minutes.');
      await this.clock.advanceAsync(25);
    }
  }

  /** Lets the download run until it has come to rest. */
  async rest(download: Download): Promise<Download['state']> {
    let idle = false;
    void this.engine.idle().then(() => {
      idle = true;
    });
    await this.until(() => idle);
    return download.state;
  }

  /** Ends the process as a user does. */
  async close(): Promise<void> {
    let closed = false;
    void this.engine.close().then(() => {
      closed = true;
    });
    await this.until(() => closed);
  }

  /** What differs from the body that the server has, or null where the download is complete and right. */
  fault(download: Download, body: Uint8Array): string | null {
    const { state, target } = download.record;
    if (state.kind !== 'completed') return `it ended as ${JSON.stringify(state)}`;
    const content = target === null ? null : this.#disk.contentOf(target);
    if (content === null) return `nothing lies at ${String(target)}`;
    if (content.length !== body.length) return `${content.length} bytes instead of ${body.length}`;
    const wrong =
      Buffer.compare(content, body) === 0 ? -1 : content.findIndex((byte, at) => byte !== body[at]);
    if (wrong >= 0) return `byte ${wrong} is wrong`;
    if (this.files.open > 0) return `${this.files.open} files were left open`;
    if (this.#disk.locks.size > 0) return 'a lock was left';
    const left = [...this.#disk.names.keys()].filter((path) => path !== target);
    return left.length === 0 ? null : `left behind: ${left.join(', ')}`;
  }
}

export function sha256Of(body: Uint8Array): Checksum {
  return { algorithm: 'sha256', hex: createHash('sha256').update(body).digest('hex') };
}
