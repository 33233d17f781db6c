import type { DatabaseSync } from 'node:sqlite';
import { isAmount, isNumber, isObjectOf, isText } from '../policy/json-shape.ts';
import type { ServerShelf } from '../ports/server-book.ts';

const isProfile = isObjectOf({
  pattern: isText,
  connections: isAmount,
  user_agent: isText,
  referer: isText,
});
const isLimit = isObjectOf({ host: isText, connections: isAmount, learned_at: isNumber });

/** Profiles of servers and learned limits in the catalog's database; a row that is neither is left out. */
export function serverShelf(
  database: DatabaseSync,
  guarded: <T>(otherwise: T, run: () => T) => T,
): ServerShelf {
  const profiles = database.prepare('SELECT * FROM servers ORDER BY pattern');
  const saveProfile = database.prepare(
    `INSERT INTO servers (pattern, connections, user_agent, referer)
     VALUES (:pattern, :connections, :userAgent, :referer)
     ON CONFLICT (pattern) DO UPDATE SET connections = excluded.connections,
     user_agent = excluded.user_agent, referer = excluded.referer`,
  );
  const removeProfile = database.prepare('DELETE FROM servers WHERE pattern = ?');
  const limits = database.prepare('SELECT * FROM learned_limits ORDER BY host');
  const saveLimit = database.prepare(
    `INSERT INTO learned_limits (host, connections, learned_at) VALUES (:host, :connections, :learnedAt)
     ON CONFLICT (host) DO UPDATE SET connections = excluded.connections, learned_at = excluded.learned_at`,
  );
  const removeLimit = database.prepare('DELETE FROM learned_limits WHERE host = ?');
  return {
    profiles: () =>
      guarded([], () =>
        profiles.all().flatMap((row) => {
          if (!isProfile(row)) return [];
          const { connections, pattern, referer, user_agent: userAgent } = row;
          return [{ pattern, connections, userAgent, referer }];
        }),
      ),
    saveProfile: ({ connections, pattern, referer, userAgent }) =>
      guarded(undefined, () => void saveProfile.run({ pattern, connections, userAgent, referer })),
    removeProfile: (pattern) => guarded(undefined, () => void removeProfile.run(pattern)),
    limits: () =>
      guarded([], () =>
        limits.all().flatMap((row) => {
          if (!isLimit(row)) return [];
          return [{ host: row.host, connections: row.connections, learnedAt: row.learned_at }];
        }),
      ),
    saveLimit: ({ connections, host, learnedAt }) =>
      guarded(undefined, () => void saveLimit.run({ host, connections, learnedAt })),
    removeLimit: (host) => guarded(undefined, () => void removeLimit.run(host)),
  };
}
