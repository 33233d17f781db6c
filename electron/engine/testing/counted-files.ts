import { link } from 'node:fs/promises';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { ControlFileStore, FileSystem, PartFile } from '../ports/files.ts';

/** A call that changes something on the disk, as it is about to be made. */
export interface FileCall {
  /** From 1, over all calls. */
  readonly number: number;
  readonly what: string;
  /** Does a part of the call: the first half of a write, the new name of a rename; else nothing. */
  readonly half: () => Promise<unknown>;
}

/** Makes a call with `run`, or does something in its place. */
export type CallRule = <T>(
  call: FileCall,
  run: () => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

/** A file system that leaves every call which changes something to `rule`, in the order of the calls. */
export function countedFiles(files: FileSystem, rule: CallRule): FileSystem {
  let number = 0;
  const nothing = (): Promise<void> => Promise.resolve();

  function counted<T>(
    what: string,
    run: () => Promise<Result<T, Failure>>,
    half: () => Promise<unknown> = nothing,
  ): Promise<Result<T, Failure>> {
    number += 1;
    return rule({ number, what, half }, run);
  }

  const part = (file: PartFile): PartFile => ({
    path: file.path,
    write: (bytes, offset) =>
      counted(
        'write part',
        () => file.write(bytes, offset),
        () => file.write(bytes.subarray(0, bytes.length / 2), offset),
      ),
    read: (into, offset) => file.read(into, offset),
    sync: () => counted('sync part', () => file.sync()),
    truncate: (size) => counted('truncate part', () => file.truncate(size)),
    identity: () => file.identity(),
    close: () => file.close(),
  });
  const control = (store: ControlFileStore): ControlFileStore => ({
    read: () => store.read(),
    write: (bytes, offset) =>
      counted(
        'write control',
        () => store.write(bytes, offset),
        () => store.write(bytes.subarray(0, bytes.length / 2), offset),
      ),
    sync: () => counted('sync control', () => store.sync()),
    close: () => store.close(),
  });
  const mapped = async <T, U>(
    result: Promise<Result<T, Failure>>,
    wrap: (value: T) => U,
  ): Promise<Result<U, Failure>> => {
    const settled = await result;
    return settled.ok ? { ok: true, value: wrap(settled.value) } : settled;
  };

  return {
    ...files,
    inOneGo: undefined,
    createPart: (path) =>
      mapped(
        counted('create part', () => files.createPart(path)),
        part,
      ),
    openPart: (path) => mapped(files.openPart(path), part),
    createControl: (path) =>
      mapped(
        counted('create control', () => files.createControl(path)),
        control,
      ),
    openControl: (path) => mapped(files.openControl(path), control),
    makeFolder: (folder) => counted('make folder', () => files.makeFolder(folder)),
    renameExclusive: (from, to) =>
      counted(
        'rename',
        () => files.renameExclusive(from, to),
        () => link(from, to),
      ),
    syncFolder: (folder) => counted('sync folder', () => files.syncFolder(folder)),
    remove: (path) => counted('remove', () => files.remove(path)),
  };
}
