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
  /** Writes under way that it keeps in their order, where that costs nobody anything; absent: few at a time. */
  readonly writesMost?: number | undefined;
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

/** A step with files, as data, so that several can be made in one go. */
export type FileStep =
  /** Fails where anything lies at `path`. */
  | { readonly step: 'absent'; readonly path: string }
  /** As `makeFolder`. */
  | { readonly step: 'folder'; readonly path: string }
  /** Creates an empty control file. */
  | { readonly step: 'control'; readonly path: string }
  /** Creates a part file with these bytes, synced; tells its identity. */
  | { readonly step: 'part'; readonly path: string; readonly bytes: Uint8Array }
  /** As `renameExclusive`. */
  | { readonly step: 'rename'; readonly from: string; readonly to: string }
  /** Tells the identity of a regular file; fails where it is not this very one. */
  | { readonly step: 'look'; readonly path: string; readonly is: FileIdentity }
  | { readonly step: 'sync-folder'; readonly path: string }
  | { readonly step: 'remove'; readonly path: string };

/** How far a list of steps came: how many were made, what the last of them told, and why no more. */
export interface StepsEnd {
  readonly done: number;
  readonly identity: FileIdentity | null;
  readonly failure: Failure | null;
}

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
  /**
   * Makes of these steps, in their order, as many as can be made in one go. What it leaves without a failure
   * is the caller's to make; nothing of the first of those is done. Absent: none.
   */
  inOneGo?: ((steps: readonly FileStep[]) => Promise<StepsEnd>) | undefined;
}

export interface TargetLock {
  release(): void;
}
