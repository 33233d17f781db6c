import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';

/** Facts by which a file is known again. Times are nanoseconds since the epoch. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly size: number;
  readonly modified: bigint;
  readonly changed: bigint;
  /** Names that this one file has. */
  readonly links: number;
}

/** An open part file. Offsets and lengths are bytes. Every failure has a file-… code. */
export interface PartFile {
  readonly path: string;
  /** Writes all of `bytes` at `offset`; resolves when the system has taken them. */
  write(bytes: Uint8Array, offset: number): Promise<Result<void, Failure>>;
  /** Fills `into` from `offset`; the value is the count of bytes read, less only at the end. */
  read(into: Uint8Array, offset: number): Promise<Result<number, Failure>>;
  /** fdatasync: what was written before the call survives a loss of power. */
  sync(): Promise<Result<void, Failure>>;
  truncate(size: number): Promise<Result<void, Failure>>;
  identity(): Promise<Result<FileIdentity, Failure>>;
  close(): Promise<void>;
}

/** The sidecar's storage: two slots in one file, opaque bytes here. */
export interface ControlFileStore {
  /** The raw bytes of the whole file. */
  read(): Promise<Result<Uint8Array, Failure>>;
  write(bytes: Uint8Array, offset: number): Promise<Result<void, Failure>>;
  sync(): Promise<Result<void, Failure>>;
  close(): Promise<void>;
}

/** What lies at a path, never following a link at its end. */
export type PathKind = 'absent' | 'file' | 'folder' | 'link' | 'other';

export interface FileSystem {
  kind(path: string): Promise<Result<PathKind, Failure>>;
  /** Identity of a regular file; a link is not followed. */
  identity(path: string): Promise<Result<FileIdentity, Failure>>;
  /** Creates a new file (O_EXCL, no link followed); `file-exists` when something is there. */
  createPart(path: string): Promise<Result<PartFile, Failure>>;
  openPart(path: string): Promise<Result<PartFile, Failure>>;
  createControl(path: string): Promise<Result<ControlFileStore, Failure>>;
  openControl(path: string): Promise<Result<ControlFileStore, Failure>>;
  /** Names in a folder. */
  list(folder: string): Promise<Result<readonly string[], Failure>>;
  makeFolder(folder: string): Promise<Result<void, Failure>>;
  /** Gives `from` the name `to` without ever replacing anything; `file-exists` when taken. */
  renameExclusive(from: string, to: string): Promise<Result<void, Failure>>;
  syncFolder(folder: string): Promise<Result<void, Failure>>;
  remove(path: string): Promise<Result<void, Failure>>;
  /** Free bytes for this user in the file system that holds `folder`. */
  freeSpace(folder: string): Promise<Result<number, Failure>>;
  /**
   * Lock on a target path that ends with its process; `file-in-use` when another process holds it,
   * or another download of this one (then with the fact `holder: 'this-process'`).
   */
  lockTarget(path: string): Promise<Result<TargetLock, Failure>>;
}

export interface TargetLock {
  release(): void;
}
