import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { openCatalog } from '../../adapters/catalog.ts';
import { lockFolderOfUser, lockTarget } from '../../adapters/target-lock.ts';
import { decodeControl } from '../../policy/control-file/control-file.ts';
import { deathEnvironment, type Death } from './death-plan.ts';
import { firstWrongByte } from '../range-server/seeded-body.ts';
import { catalogName, settingsName, type CrashPlan, type CrashReport } from './crash-plan.ts';

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url));
const preload = new URL('./die-at-call.ts', import.meta.url).href;

/** A process that ended by itself, or was killed: then `out` is what it printed before. */
export interface ProcessEnd {
  readonly killed: boolean;
  readonly status: number | null;
  readonly out: string;
  /** Calls that it made; of one that was killed none are known. */
  readonly calls: readonly string[];
}

/** Folders of their own for one crash after the other, with what they began with. */
export class CrashLane {
  readonly root: string;
  readonly url: string;
  readonly #store: string;

  /** `root` is made; `url` is fetched here and nowhere else. */
  constructor(root: string, url: string) {
    this.root = root;
    this.url = url;
    this.#store = `${root}-stored`;
  }

  get folder(): string {
    return join(this.root, 'downloads');
  }

  get dataFolder(): string {
    return join(this.root, 'data');
  }

  get locks(): string {
    return join(this.root, 'temporary');
  }

  get name(): string {
    return new URL(this.url).pathname.slice(1);
  }

  /** Runs the engine's child, which dies as told. */
  async engine(options: Omit<CrashPlan, 'url' | 'folder' | 'dataFolder'>, death: Death | null) {
    const { url, folder, dataFolder } = this;
    const plan: CrashPlan = { ...options, url, folder, dataFolder };
    const end = await this.run([child, JSON.stringify(plan)], death);
    const report = end.killed || end.status !== 0 ? null : (JSON.parse(end.out) as CrashReport);
    return { ...end, report };
  }

  /** Runs a program of ours, which dies as told. Its locks lie below `root`, too. */
  async run(args: readonly string[], death: Death | null, env: NodeJS.ProcessEnv = {}): Promise<ProcessEnd> {
    await mkdir(this.locks, { recursive: true });
    const report = join(this.root, 'calls.json');
    const started = spawn(process.execPath, ['--import', preload, ...args], {
      cwd: this.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        // Modules that were read once are read faster; killed processes store none.
        NODE_COMPILE_CACHE: join(dirname(this.root), 'modules'),
        TMPDIR: this.locks,
        ...env,
        ...deathEnvironment({ root: this.root, death, report }),
      },
    });
    let out = '';
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (out += text));
    const { status, signal } = await new Promise<{ status: number | null; signal: string | null }>(
      (resolve, reject) => {
        started.once('error', reject).once('close', (code, name) => {
          resolve({ status: code, signal: name });
        });
      },
    );
    const killed = signal === 'SIGKILL';
    if (killed) return { killed, status, out, calls: [] };
    const calls = JSON.parse(await readFile(report, 'utf8')) as string[];
    await rm(report);
    return { killed, status, out, calls };
  }

  /** Keeps what lies here now, for `restore`. */
  async store(): Promise<void> {
    await cp(this.root, this.#store, { recursive: true, preserveTimestamps: true });
  }

  /** Puts back what was stored. The files are others than before, as a copy is. */
  async restore(): Promise<void> {
    await this.clear();
    await cp(this.#store, this.root, { recursive: true, preserveTimestamps: true });
  }

  /** Begins with nothing. */
  async clear(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
  }

  /** What the control file says is there, in bytes. */
  async saved(): Promise<readonly ByteRange[]> {
    const bytes = await readFile(join(this.folder, `${this.name}.part.tributary`)).catch(() => null);
    const decoded = bytes === null ? null : decodeControl(bytes);
    return decoded?.ok === true ? decoded.value.state.written : [];
  }

  /** What is wrong with what the program keeps for itself: the list must be readable, the settings whole. */
  async faultOfOwn(): Promise<string | null> {
    const path = join(this.dataFolder, catalogName);
    const names: readonly string[] = await readdir(this.dataFolder).catch(() => []);
    if (!names.includes(catalogName)) return null;
    const problems: string[] = [];
    const opened = openCatalog(path, (failure) => problems.push(JSON.stringify(failure)));
    if (!opened.ok) return `the catalog is ${JSON.stringify(opened.failure)}`;
    const { catalog, movedAside } = opened.value;
    const { length } = catalog.all();
    catalog.close();
    if (movedAside !== null) return 'the catalog was damaged';
    if (problems.length > 0 || length > 1) return `the catalog has ${length} rows, ${problems.join()}`;
    const text = await readFile(join(this.dataFolder, settingsName), 'utf8').catch(() => '{}');
    const settings = JSON.parse(text) as { jobs?: unknown };
    return [undefined, 5, 7].includes(settings.jobs as number | undefined) ? null : `settings are ${text}`;
  }

  /** What is wrong with the finished file and what lies about; null where nothing is. */
  async faultOfFile(size: number, seed: number): Promise<string | null> {
    const names = (await readdir(this.folder)).join();
    if (names !== this.name) return `left there: ${names}`;
    const bytes = await readFile(join(this.folder, this.name));
    if (bytes.length !== size || firstWrongByte(bytes, seed) !== null) return 'wrong bytes';
    return this.faultOfLocks();
  }

  /** A lock must have ended with its process; that an unlocked file of it may lie there does no harm. */
  faultOfLocks(): string | null {
    const lock = lockTarget(join(this.folder, this.name), join(this.locks, basename(lockFolderOfUser())));
    if (!lock.ok) return `a lock was left: ${JSON.stringify(lock.failure)}`;
    lock.value.release();
    return null;
  }
}
