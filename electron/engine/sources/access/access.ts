import type { GivenCookie } from '../../../../shared/model/cookie.ts';
import type { Credential } from '../../../../shared/model/credential.ts';
import type { CookieJar } from '../../ports/cookies.ts';
import type { EnginePorts } from '../../ports/engine-ports.ts';
import { withoutUserInfo } from '../../policy/credentials/user-info.ts';

/** What the outside has to let a download in with. */
export type AccessPorts = Pick<
  EnginePorts,
  'credentials' | 'authHasher' | 'newCookieJar' | 'newId' | 'servers'
>;

/**
 * What one download shows its servers to be let in: its cookies, and the credentials that were given
 * for it. In memory only; it lives as long as the download does in this session, so that a pause
 * forgets nothing.
 */
export class Access {
  readonly ports: AccessPorts;
  readonly jar: CookieJar;
  #givenCookies: boolean;
  /** By origin: each goes there and nowhere else. */
  readonly #own = new Map<string, Credential>();

  constructor(ports: AccessPorts, cookies: readonly GivenCookie[] = []) {
    this.ports = ports;
    this.jar = ports.newCookieJar(cookies);
    this.#givenCookies = cookies.length > 0;
  }

  /** Whether the user gave cookies, which a server may have had enough of. */
  get givenCookies(): boolean {
    return this.#givenCookies;
  }

  /** Sends these from the next request on, each to its own hosts. */
  giveCookies(cookies: readonly GivenCookie[]): void {
    this.jar.give(cookies);
    this.#givenCookies ||= cookies.length > 0;
  }

  /** Takes user and password out of an address, and keeps them for its origin. */
  takeFrom(address: URL): URL {
    const { url, credential } = withoutUserInfo(address);
    if (credential !== null) this.#own.set(url.origin, credential);
    return url;
  }

  /** Gives this download's credential for an origin, in the place of one that it had. */
  give(origin: string, credential: Credential): void {
    this.#own.set(origin, credential);
  }

  /** The credential that was given for this download at an origin. */
  own(origin: string): Credential | null {
    return this.#own.get(origin) ?? null;
  }

  /** Who a server may be told unasked: who the download says, else who the profile of the server does. */
  given(origin: string): Credential | null {
    return this.own(origin) ?? this.ports.servers?.credentialFor(new URL(origin)) ?? null;
  }

  /** Has also what another has, but for origins that have a credential here. */
  adopt(other: Access): void {
    for (const [origin, credential] of other.#own)
      if (!this.#own.has(origin)) this.#own.set(origin, credential);
  }

  /** Who may be told to a server that asks, the download's own first. */
  candidates(origin: string, realm: string): readonly Credential[] {
    const given = this.given(origin);
    const known = this.ports.credentials.find(origin, realm);
    return [given, known].filter((credential) => credential !== null);
  }
}
