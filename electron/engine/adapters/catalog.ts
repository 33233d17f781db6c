import { closeSync, openSync, renameSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { Catalog, DownloadRecord } from '../ports/catalog.ts';
import { catalogColumns, recordOf, rowOf } from './catalog-record.ts';
import { queueShelf } from './catalog-queues.ts';
import { serverShelf } from './catalog-servers.ts';
import { catalogVersion, prepareSchema } from './catalog-schema.ts';
import { freeDamagedName } from './damaged-name.ts';
import { errnoOf } from './file-failure.ts';

export interface OpenCatalog {
  readonly catalog: Catalog;
  /** What a damaged or foreign file of that name is called now, for the log; else null. */
  readonly movedAside: string | null;
}

/** Milliseconds for which a write waits while another process writes. */
const busyTimeout = 2_000;

/**
 * Opens the list of downloads, an SQLite database, and makes it where it is not there; `:memory:`
 * is one that no file holds. A file that is damaged, or is no catalog, is moved aside and a new
 * one begun. One by a newer version of the program is left alone: `file-open`, with the fact.
 *
 * @param report is told of a read or write that failed later; the list in memory goes on without it
 */
export function openCatalog(path: string, report: (failure: Failure) => void): Result<OpenCatalog, Failure> {
  const first = tryOpen(path);
  if (first.kind === 'open') return ok({ catalog: catalogOver(first.database, report), movedAside: null });
  if (first.kind === 'failed') return fail(first.failure);
  let aside: string;
  try {
    aside = moveAside(path);
  } catch (error) {
    return fail(storeFailure(error, 'file-open'));
  }
  const second = tryOpen(path);
  if (second.kind === 'open') return ok({ catalog: catalogOver(second.database, report), movedAside: aside });
  return fail(second.kind === 'failed' ? second.failure : { code: 'file-io', facts: { op: 'store' } });
}

type Opened =
  | { readonly kind: 'open'; readonly database: DatabaseSync }
  | { readonly kind: 'unusable' }
  | { readonly kind: 'failed'; readonly failure: Failure };

function tryOpen(path: string): Opened {
  let database: DatabaseSync;
  try {
    if (path !== ':memory:') createPrivate(path);
    database = new DatabaseSync(path, { timeout: busyTimeout });
  } catch (error) {
    return { kind: 'failed', failure: storeFailure(error, 'file-open') };
  }
  try {
    const prepared = prepareSchema(database);
    if (prepared === 'ready') return { kind: 'open', database };
    database.close();
    if (prepared !== 'newer-version') return { kind: 'unusable' };
    return {
      kind: 'failed',
      failure: { code: 'file-open', facts: { errno: 'newer-version', op: 'store', version: catalogVersion } },
    };
  } catch (error) {
    database.close();
    if (isDamage(error)) return { kind: 'unusable' };
    return { kind: 'failed', failure: storeFailure(error, 'file-open') };
  }
}

/** Addresses hold secrets: the file is for its owner only, and SQLite gives its log the same rights. */
function createPrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

function catalogOver(database: DatabaseSync, report: (failure: Failure) => void): Catalog {
  const names = catalogColumns.join(', ');
  // By their places: SQLite's binding looks each name up, which costs as much as the write.
  const values = catalogColumns.map(() => '?').join(', ');
  const changes = catalogColumns.map((name) => `${name} = excluded.${name}`).join(', ');
  const all = database.prepare(`SELECT ${names} FROM downloads ORDER BY place, added_at, id`);
  const save = database.prepare(
    `INSERT INTO downloads (${names}) VALUES (${values}) ON CONFLICT (id) DO UPDATE SET ${changes}`,
  );
  const remove = database.prepare('DELETE FROM downloads WHERE id = ?');
  const latest = (where: string): StatementSync =>
    database.prepare(
      `SELECT ${names} FROM downloads WHERE ${where} AND folder = :folder AND state_kind = 'completed'
       ORDER BY completed_at DESC LIMIT 1`,
    );
  const finishedAt = latest('url = :url AND target = ifnull(:target, target)');
  const finishedAs = latest('target = :target');

  /** A disk that is full or gone must not take the downloads with it: they have control files. */
  function guarded<T>(otherwise: T, run: () => T): T {
    try {
      return run();
    } catch (error) {
      report(storeFailure(error, 'file-io'));
      return otherwise;
    }
  }

  function known(rows: readonly unknown[]): DownloadRecord[] {
    const records = rows.map(recordOf).filter((record) => record !== null);
    const unreadable = rows.length - records.length;
    if (unreadable > 0)
      report({ code: 'file-io', facts: { errno: 'unreadable', op: 'store', rows: unreadable } });
    return records;
  }

  return {
    all: () => guarded([], () => known(all.all())),
    save: (record) => guarded(undefined, () => void save.run(...rowOf(record))),
    remove: (id) => guarded(undefined, () => void remove.run(id)),
    finished: (url, folder, target) =>
      guarded(null, () => {
        if (url !== null) return known(finishedAt.all({ url, folder, target }))[0] ?? null;
        return target === null ? null : (known(finishedAs.all({ folder, target }))[0] ?? null);
      }),
    queues: queueShelf(database, guarded),
    servers: serverShelf(database, guarded),
    close() {
      if (database.isOpen) database.close();
    },
  };
}

/** The log of a write that was under way belongs to the database and goes with it. */
function moveAside(path: string): string {
  const aside = freeDamagedName(path);
  renameSync(path, aside);
  for (const suffix of ['-wal', '-shm']) {
    try {
      renameSync(path + suffix, aside + suffix);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
  }
  return aside;
}

const sqliteCorrupt = 11;
const sqliteFull = 13;
const sqliteNotADatabase = 26;

/** SQLite's result code of an error, without the byte that says more about it; 0 where it has none. */
function resultCode(error: unknown): number {
  const has = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
  return has ? Number(error.errcode) & 0xff : 0;
}

function isDamage(error: unknown): boolean {
  return [sqliteCorrupt, sqliteNotADatabase].includes(resultCode(error));
}

function storeFailure(error: unknown, otherwise: 'file-open' | 'file-io'): Failure {
  const code = resultCode(error);
  const errno = code === 0 ? errnoOf(error) : `SQLITE-${code}`;
  return { code: code === sqliteFull ? 'file-no-space' : otherwise, facts: { errno, op: 'store' } };
}
