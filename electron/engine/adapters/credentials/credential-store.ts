import type { Failure } from '../../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../../shared/model/result.ts';
import { isListOf, isNullOr, isObjectOf, isText } from '../../policy/json-shape.ts';
import type { CredentialStore } from '../../ports/credentials.ts';
import type { Log } from '../../ports/log.ts';
import { KnownCredentials, type KnownCredential } from './known-credentials.ts';
import { readSealed, writeSealed, type PasswordSealing } from './sealed-file.ts';

export { unsealed, type PasswordSealing } from './sealed-file.ts';

/** In memory: all is forgotten when the program ends. */
export function memoryCredentials(): CredentialStore {
  const known = new KnownCredentials();
  return {
    kept: 'nowhere',
    find: (origin, realm) => known.find(origin, realm),
    async keep(space, credential) {
      known.set(space, credential);
      return ok(undefined);
    },
    async forget(space) {
      known.delete(space);
      return ok(undefined);
    },
    remembered: () => [],
  };
}

/**
 * Credentials in memory, and those to be remembered in one file too (mode 0600, replaced as a whole).
 * A file that cannot be read is moved aside, and the log says so.
 */
export async function openCredentialStore(options: {
  readonly path: string;
  readonly sealing: PasswordSealing;
  readonly log: Log;
}): Promise<CredentialStore> {
  const { path, sealing, log } = options;
  if (sealing.kept === 'nowhere') return memoryCredentials();
  const session = new KnownCredentials();
  let remembered = new KnownCredentials();
  const loaded = await read(path, sealing, log);
  if (loaded.ok) remembered = loaded.value;
  else log.warn('The remembered passwords cannot be read', { code: loaded.failure.code });

  /** Each change is made to what is in the file then: another window of the program may have written it. */
  let turn: Promise<unknown> = Promise.resolve();
  const change = (apply: (known: KnownCredentials) => void): Promise<Result<void, Failure>> => {
    const next = turn.then(async () => {
      const now = await read(path, sealing, log);
      if (!now.ok) return now;
      apply(now.value);
      remembered = now.value;
      return write(path, sealing, now.value);
    });
    turn = next;
    return next;
  };
  return {
    kept: sealing.kept,
    find: (origin, realm) => session.find(origin, realm) ?? remembered.find(origin, realm),
    async keep(space, credential, remember) {
      session.set(space, credential);
      if (!remember) return ok(undefined);
      return change((known) => {
        known.set(space, credential);
      });
    },
    async forget(space) {
      session.delete(space);
      remembered.delete(space);
      return change((known) => {
        known.delete(space);
      });
    },
    remembered: () => remembered.all().map(({ origin, realm, user }) => ({ origin, realm, user })),
  };
}

interface Document {
  readonly servers: readonly KnownCredential[];
}

const isDocument = isObjectOf<Document>({
  servers: isListOf(
    isObjectOf<KnownCredential>({ origin: isText, realm: isNullOr(isText), user: isText, password: isText }),
  ),
});

async function read(
  path: string,
  sealing: PasswordSealing,
  log: Log,
): Promise<Result<KnownCredentials, Failure>> {
  const known = new KnownCredentials();
  const document = await readSealed(path, sealing, isDocument, log);
  if (!document.ok) return document;
  for (const one of document.value?.servers ?? []) known.set(one, one);
  return ok(known);
}

function write(
  path: string,
  sealing: PasswordSealing,
  known: KnownCredentials,
): Promise<Result<void, Failure>> {
  const document: Document = { servers: known.all() };
  return writeSealed(path, sealing, document);
}
