import type { Credential, ProtectionSpace } from '../../../../shared/model/credential.ts';

/** A credential and who may be told it. */
export interface KnownCredential extends ProtectionSpace, Credential {}

/** Credentials by origin and realm, in memory. */
export class KnownCredentials {
  readonly #known = new Map<string, KnownCredential>();

  /** That of the realm, else that of any realm of the origin. */
  find(origin: string, realm: string): Credential | null {
    const found = this.#known.get(key({ origin, realm })) ?? this.#known.get(key({ origin, realm: null }));
    return found === undefined ? null : { user: found.user, password: found.password };
  }

  set({ origin, realm }: ProtectionSpace, { user, password }: Credential): void {
    this.#known.set(key({ origin, realm }), { origin, realm, user, password });
  }

  delete(space: ProtectionSpace): void {
    this.#known.delete(key(space));
  }

  all(): readonly KnownCredential[] {
    return [...this.#known.values()].sort((a, b) => (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : 0));
  }
}

function key({ origin, realm }: ProtectionSpace): string {
  return realm === null ? origin : `${origin} ${realm}`;
}
