import type { DatabaseSync } from 'node:sqlite';

/** "TRIB": by it a catalog is known from another program's database. */
const applicationId = 0x54524942;

/**
 * migrations[n] brings a catalog of version n to version n + 1. Columns that a query looks for
 * stand by themselves; times are milliseconds since the epoch, `place` is the order of the list.
 */
const migrations: readonly string[] = [
  `CREATE TABLE downloads (
     id TEXT NOT NULL PRIMARY KEY,
     url TEXT NOT NULL,
     mirrors TEXT NOT NULL,
     folder TEXT NOT NULL,
     asked_name TEXT,
     target TEXT,
     size INTEGER,
     received INTEGER NOT NULL,
     connections INTEGER NOT NULL,
     speed_limit INTEGER NOT NULL,
     expected TEXT,
     computed TEXT,
     state TEXT NOT NULL,
     state_kind TEXT NOT NULL,
     validator TEXT,
     added_at REAL NOT NULL,
     completed_at REAL,
     place REAL NOT NULL,
     file_mark TEXT
   ) STRICT;
   CREATE INDEX downloads_finished ON downloads (url, folder, completed_at) WHERE state_kind = 'completed';`,
  `ALTER TABLE downloads ADD COLUMN reach TEXT;`,
  `ALTER TABLE downloads ADD COLUMN sums TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE downloads ADD COLUMN pieces TEXT;`,
  `CREATE INDEX downloads_target ON downloads (target, completed_at) WHERE state_kind = 'completed';`,
  `ALTER TABLE downloads ADD COLUMN outcome TEXT;`,
  `CREATE TABLE queues (
     id TEXT NOT NULL PRIMARY KEY,
     name TEXT NOT NULL,
     place REAL NOT NULL,
     jobs INTEGER NOT NULL,
     speed_limit INTEGER NOT NULL,
     times TEXT NOT NULL,
     running INTEGER NOT NULL,
     set_at REAL NOT NULL
   ) STRICT;
   ALTER TABLE downloads ADD COLUMN queue TEXT NOT NULL DEFAULT 'default';`,
  `ALTER TABLE downloads ADD COLUMN category TEXT;
   ALTER TABLE downloads ADD COLUMN sorts INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE downloads ADD COLUMN comment TEXT NOT NULL DEFAULT '';
   ALTER TABLE downloads ADD COLUMN trashed_at REAL;`,
  `CREATE TABLE servers (
     pattern TEXT NOT NULL PRIMARY KEY,
     connections INTEGER NOT NULL,
     user_agent TEXT NOT NULL,
     referer TEXT NOT NULL
   ) STRICT;
   CREATE TABLE learned_limits (
     host TEXT NOT NULL PRIMARY KEY,
     connections INTEGER NOT NULL,
     learned_at REAL NOT NULL
   ) STRICT;`,
  `ALTER TABLE downloads ADD COLUMN preferred TEXT;
   ALTER TABLE downloads ADD COLUMN listed_size INTEGER;`,
];

export const catalogVersion = migrations.length;

/**
 * Brings a database to the present version, in one transaction, so that of two processes that
 * start at once one does it. `foreign`: it holds something else, or is damaged.
 */
export function prepareSchema(database: DatabaseSync): 'ready' | 'foreign' | 'newer-version' {
  const found = look(database);
  if (found !== 'usable') return found;
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE');
  try {
    for (let version = numberOf(database, 'user_version'); version < catalogVersion; version += 1) {
      database.exec(migrations[version] ?? '');
    }
    database.exec(
      `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${catalogVersion}; COMMIT`,
    );
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
  return 'ready';
}

/** Changes nothing. One transaction: another process may be making the catalog at this moment. */
function look(database: DatabaseSync): 'usable' | 'foreign' | 'newer-version' {
  database.exec('BEGIN');
  try {
    const application = numberOf(database, 'application_id');
    const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n']);
    if (application !== applicationId && (application !== 0 || tables > 0)) return 'foreign';
    if (numberOf(database, 'user_version') > catalogVersion) return 'newer-version';
    const check = database.prepare('PRAGMA quick_check(1)').get();
    return check?.['quick_check'] === 'ok' ? 'usable' : 'foreign';
  } finally {
    database.exec('ROLLBACK');
  }
}

function numberOf(database: DatabaseSync, pragma: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}
