import type { CallFailure, ServerInput } from '../../shared/contract/types.ts';
import type { Credential, ProtectionSpace } from '../../shared/model/credential.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { ServerProfile, ServerProfileView, ServersView } from '../../shared/model/server-profile.ts';
import type { HeaderList } from '../engine/policy/http-message/header-list.ts';
import { serverFields, type KnownServer } from '../engine/policy/servers/server-fields.ts';
import {
  maySendSecrets,
  readServerPattern,
  serverOf,
  serverPatternText,
} from '../engine/policy/servers/server-pattern.ts';
import type { CredentialStore } from '../engine/ports/credentials.ts';
import type { KeptHeaders } from '../engine/ports/kept-headers.ts';
import type { ServerBook, ServerShelf } from '../engine/ports/server-book.ts';
import type { LearnedLimits } from './learned-limits.ts';
import { acceptServer } from './server-input.ts';

export interface ServersParts {
  readonly shelf: ServerShelf;
  readonly credentials: CredentialStore;
  /** By pattern. */
  readonly headers: KeptHeaders;
  readonly learned: LearnedLimits;
}

/**
 * The profiles of servers. What is secret of one is kept where passwords are, for its very pattern: a
 * profile that is for another server from now on has none of it.
 */
export class Servers implements ServerBook {
  readonly #parts: ServersParts;
  #known: readonly KnownServer[] = [];
  /** What connections were asked about, by host. */
  readonly #connections = new Map<string, number | null>();

  constructor(parts: ServersParts) {
    this.#parts = parts;
    this.#read();
  }

  get view(): ServersView {
    const profiles = this.#known.map((server) => viewOf(server, this.#credential(server)));
    return { profiles, learned: this.#parts.learned.list() };
  }

  fieldsFor(url: URL): HeaderList {
    const server = serverOf(this.#known, url);
    return server === null ? [] : serverFields(server, url);
  }

  credentialFor(url: URL): Credential | null {
    const server = serverOf(this.#known, url);
    return server !== null && maySendSecrets(server.pattern, url) ? this.#credential(server) : null;
  }

  connectionsFor(host: string): number | null {
    if (this.#known.length === 0) return null;
    const known = this.#connections.get(host);
    if (known !== undefined) return known;
    const at = (scheme: string): KnownServer | null => serverOf(this.#known, new URL(`${scheme}://${host}`));
    const most = (at('https') ?? at('http'))?.profile.connections ?? 0;
    this.#connections.set(host, most === 0 ? null : most);
    return most === 0 ? null : most;
  }

  learnedOf(host: string): number | null {
    return this.#parts.learned.of(host);
  }

  learn(host: string, connections: number): void {
    this.#parts.learned.learn(host, connections);
  }

  forgetLearned(host: string): void {
    this.#parts.learned.forget(host);
  }

  /** Keeps a profile, in the place of the one it was edited from. */
  async save(input: ServerInput): Promise<Result<void, CallFailure>> {
    const before = this.#known.find(({ profile }) => profile.pattern === input.was) ?? null;
    const accepted = acceptServer(input, before, before === null ? null : this.#credential(before));
    if (!accepted.ok) return accepted;
    const { credential, headers, profile } = accepted.value;
    const { pattern } = profile;
    if (pattern !== before?.profile.pattern && this.#known.some((each) => each.profile.pattern === pattern))
      return fail({ code: 'server-known' });
    if (before !== null && before.profile.pattern !== pattern) {
      const removed = await this.remove(before.profile.pattern);
      if (!removed.ok) return removed;
    }
    const kept = await this.#keep(pattern, credential);
    this.#parts.headers.keep(pattern, headers);
    this.#parts.shelf.saveProfile(profile);
    this.#read();
    return kept;
  }

  /** Forgets it with all that was kept for it. */
  async remove(pattern: string): Promise<Result<void, CallFailure>> {
    this.#parts.shelf.removeProfile(pattern);
    const forgotten = await this.#keep(pattern, null);
    this.#read();
    return forgotten;
  }

  async #keep(pattern: string, credential: Credential | null): Promise<Result<void, CallFailure>> {
    const { credentials } = this.#parts;
    if (credential !== null) return credentials.keep(serverSpace(pattern), credential, true);
    return credentials.find(serverSpace(pattern).origin, '') === null
      ? ok(undefined)
      : credentials.forget(serverSpace(pattern));
  }

  /** As it is kept now: it may have been forgotten among the remembered passwords. */
  #credential({ profile }: KnownServer): Credential | null {
    return this.#parts.credentials.find(serverSpace(profile.pattern).origin, '');
  }

  #read(): void {
    const { headers, shelf } = this.#parts;
    const profiles = shelf.profiles();
    headers.retain(new Set(profiles.map(({ pattern }) => pattern)));
    this.#connections.clear();
    this.#known = profiles.flatMap((profile): KnownServer[] => {
      const read = readServerPattern(profile.pattern);
      if (!read.ok || serverPatternText(read.value) !== profile.pattern) return [];
      return [{ pattern: read.value, profile, headers: headers.find(profile.pattern) }];
    });
  }
}

/** No server's origin is written like this: what is kept for a pattern goes nowhere by its origin. */
function serverSpace(pattern: string): ProtectionSpace {
  return { origin: `server+${pattern}`, realm: null };
}

function viewOf({ headers, profile }: KnownServer, credential: Credential | null): ServerProfileView {
  const names = headers.map(([name]) => name);
  const others = names.filter((name) => name.toLowerCase() !== 'authorization');
  const isToken = others.length < names.length;
  return {
    ...(profile satisfies ServerProfile),
    signIn: isToken
      ? { kind: 'token' }
      : credential === null
        ? { kind: 'none' }
        : { kind: 'password', user: credential.user },
    headers: others,
  };
}
