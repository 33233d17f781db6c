import { basename, dirname } from 'node:path';
import type { Failure } from '../../../../shared/model/reasons.ts';
import type { Result } from '../../../../shared/model/result.ts';
import { fail, ok } from '../../../../shared/model/result.ts';
import { fileFailure, type FileOperation } from '../../adapters/file-failure.ts';
import type { ControlFileStore, FileSystem, PartFile, TargetLock } from '../../ports/files.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { memoryIdentity, type MemoryNode } from './memory-node.ts';
import type { DataStep } from './disk-steps.ts';

/** One call of the file system. */
export interface FileCall {
  /** Counted from 1, over all calls of the process. */
  readonly number: number;
  readonly op: FileOperation;
  /** Whether it needs room or changes anything on the disk. */
  readonly changes: boolean;
}

const nothing = new Uint8Array(0);
const changing: ReadonlySet<FileOperation> = new Set<FileOperation>([
  'create',
  'write',
  'sync',
  'truncate',
  'rename',
  'remove',
  'make-folder',
]);

/** The file system of one process over a memory disk, with every fault a test asks for. */
export class MemoryFiles implements FileSystem {
  readonly disk: MemoryDisk;
  calls = 0;
  /** The system's name of the error that a call ends with, or null. */
  fault: (call: FileCall) => string | null = () => null;
  /** Waited for before a call takes effect. */
  pace: (op: FileOperation) => Promise<void> = () => Promise.resolve();
  free = Number.MAX_SAFE_INTEGER;
  /** Steps are made one by one, unless a test says otherwise. */
  inOneGo: FileSystem['inOneGo'];
  /** Files that are open now. */
  open = 0;
  readonly #underWay = new Set<DataStep>();
  #dead = false;

  constructor(disk: MemoryDisk) {
    this.disk = disk;
  }

  /**
   * The process dies: no call ever returns. A write under way may have taken effect in full, in its
   * first sector, or not at all.
   */
  kill(chance: () => number): void {
    this.#dead = true;
    for (const step of this.#underWay) {
      if (step.kind !== 'sync' && chance() < 0.7) this.disk.endStep(step, chance() < 0.5);
      else this.disk.takeBack(step);
    }
    for (const [path, holder] of this.disk.locks) if (holder === this) this.disk.locks.delete(path);
  }

  kind(path: string): ReturnType<FileSystem['kind']> {
    return this.#call('look', () => {
      const node = this.disk.names.get(path);
      return ok(node?.kind ?? (this.disk.folders.has(path) ? 'folder' : 'absent'));
    });
  }

  identity(path: string): ReturnType<FileSystem['identity']> {
    return this.#call('look', () => {
      const node = this.disk.names.get(path);
      if (node === undefined) return refused('ENOENT', 'look');
      return node.kind === 'file' ? ok(memoryIdentity(node)) : refused('not-a-file', 'look');
    });
  }

  createPart(path: string): Promise<Result<PartFile, Failure>> {
    return this.#call('create', () => this.#create(path, (node) => this.#partFile(path, node)));
  }

  openPart(path: string): Promise<Result<PartFile, Failure>> {
    return this.#call('open', () => this.#open(path, (node) => this.#partFile(path, node)));
  }

  createControl(path: string): Promise<Result<ControlFileStore, Failure>> {
    return this.#call('create', () => this.#create(path, (node) => this.#controlFile(node)));
  }

  openControl(path: string): Promise<Result<ControlFileStore, Failure>> {
    return this.#call('open', () => this.#open(path, (node) => this.#controlFile(node)));
  }

  list(folder: string): ReturnType<FileSystem['list']> {
    return this.#call('list', () =>
      ok(
        [...this.disk.names.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path)),
      ),
    );
  }

  makeFolder(folder: string): Promise<Result<void, Failure>> {
    return this.#call('make-folder', () => {
      this.disk.folders.add(folder);
      return ok(undefined);
    });
  }

  renameExclusive(from: string, to: string): Promise<Result<void, Failure>> {
    return this.#call('rename', () => {
      const node = this.disk.names.get(from);
      if (node === undefined) return refused('ENOENT', 'rename');
      const there = this.disk.names.get(to);
      if (there !== undefined && there !== node) return refused('EEXIST', 'rename');
      if (there === undefined) this.disk.setName(to, node);
      this.disk.setName(from, null);
      return ok(undefined);
    });
  }

  async syncFolder(folder: string): Promise<Result<void, Failure>> {
    const begun = this.disk.tick();
    return this.#call('sync', () => {
      this.disk.noteFolderSync(folder, begun);
      return ok(undefined);
    });
  }

  remove(path: string): Promise<Result<void, Failure>> {
    return this.#call('remove', () => {
      if (this.disk.names.has(path)) this.disk.setName(path, null);
      return ok(undefined);
    });
  }

  freeSpace(): Promise<Result<number, Failure>> {
    return this.#call('space', () => ok(this.free));
  }

  lockTarget(path: string): Promise<Result<TargetLock, Failure>> {
    return this.#call('lock', () => {
      const { locks } = this.disk;
      const holder = locks.get(path);
      if (holder === this) return fail({ code: 'file-in-use', facts: { holder: 'this-process' } });
      if (holder !== undefined) return fail({ code: 'file-in-use' });
      locks.set(path, this);
      return ok({
        release: () => {
          if (locks.get(path) === this) locks.delete(path);
        },
      });
    });
  }

  #create<T>(path: string, make: (node: MemoryNode) => T): Result<T, Failure> {
    const taken = this.disk.names.has(path) || this.disk.folders.has(path);
    if (taken) return refused('EEXIST', 'create');
    if (!this.disk.folders.has(dirname(path))) return refused('ENOENT', 'create');
    this.open += 1;
    return ok(make(this.disk.create(path)));
  }

  #open<T>(path: string, make: (node: MemoryNode) => T): Result<T, Failure> {
    const node = this.disk.names.get(path);
    if (node === undefined) return refused('ENOENT', 'open');
    if (node.kind !== 'file') return refused('not-a-file', 'open');
    this.open += 1;
    return ok(make(node));
  }

  #controlFile(node: MemoryNode): ControlFileStore {
    return {
      read: () => this.#call('read', () => ok(node.bytes.slice(0, node.size))),
      write: (bytes, offset) => this.#step('write', node, offset, bytes),
      sync: () => this.#step('sync', node, 0, nothing),
      close: () => this.#close(),
    };
  }

  #partFile(path: string, node: MemoryNode): PartFile {
    return {
      path,
      write: (bytes, offset) => this.#step('write', node, offset, bytes),
      read: (into, offset) =>
        this.#call('read', () => {
          const bytes = node.bytes.subarray(Math.min(offset, node.size), node.size).subarray(0, into.length);
          into.set(bytes);
          return ok(bytes.length);
        }),
      sync: () => this.#step('sync', node, 0, nothing),
      truncate: (size) => this.#step('truncate', node, size, nothing),
      identity: () => this.#call('look', () => ok(memoryIdentity(node))),
      close: () => this.#close(),
    };
  }

  async #close(): Promise<void> {
    this.open -= 1;
    await this.#alive(Promise.resolve());
  }

  /** A step on a file's content: noted when it begins, done when it ends. */
  async #step(
    kind: DataStep['kind'],
    node: MemoryNode,
    at: number,
    bytes: Uint8Array,
  ): Promise<Result<void, Failure>> {
    const errno = this.#faultOf(kind);
    const step = this.disk.beginStep({ kind, inode: node.inode, at, bytes: bytes.slice() });
    this.#underWay.add(step);
    await this.#alive(this.pace(kind));
    this.#underWay.delete(step);
    this.disk.endStep(step, errno === null);
    return errno === null ? ok(undefined) : refused(errno, kind);
  }

  async #call<T>(op: FileOperation, run: () => Result<T, Failure>): Promise<Result<T, Failure>> {
    const errno = this.#faultOf(op);
    await this.#alive(this.pace(op));
    return errno === null ? run() : refused(errno, op);
  }

  #faultOf(op: FileOperation): string | null {
    this.calls += 1;
    return this.fault({ number: this.calls, op, changes: changing.has(op) });
  }

  /** Resolves with `wait`, and never where the process has died by then. */
  async #alive(wait: Promise<void>): Promise<void> {
    await wait;
    if (this.#dead) await new Promise<never>(() => undefined);
  }
}

function refused(errno: string, op: FileOperation): Result<never, Failure> {
  return fail(fileFailure(Object.assign(new Error(errno), { code: errno }), op));
}
