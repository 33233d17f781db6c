import type { CallFailure } from '../../shared/contract/types.ts';
import type { Credential } from '../../shared/model/credential.ts';
import type { Failure } from '../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { Settings } from '../../shared/model/settings.ts';
import {
  noProxies,
  rulesOfEnvironment,
  rulesOfProxy,
  type ProxyRules,
} from '../engine/policy/proxy/proxy-rules.ts';
import { parseProxyAddress, proxyAddressText } from '../engine/policy/proxy/proxy-server.ts';
import type { CredentialStore } from '../engine/ports/credentials.ts';

/** The proxies that the settings name. Their passwords are in the store of credentials, and only there. */
export class AppProxies {
  readonly #environment: ProxyRules;
  readonly #credentials: CredentialStore;

  constructor(env: Readonly<Record<string, string | undefined>>, credentials: CredentialStore) {
    this.#environment = rulesOfEnvironment(env);
    this.#credentials = credentials;
  }

  rules(settings: Settings): ProxyRules {
    switch (settings.proxy) {
      case 'environment':
        return this.#environment;
      case 'none':
        return noProxies;
      case 'manual':
        return rulesOfProxy(settings.proxyAddress, this.#credential(settings), settings.proxyExceptions);
    }
  }

  /**
   * Changes as they may be kept: an address is written in one way, and the user and password that stand
   * in it go where they belong. What is no address of a proxy is `not-a-proxy`.
   */
  async accept(changes: Partial<Settings>): Promise<Result<Partial<Settings>, CallFailure>> {
    if (changes.proxyAddress === undefined || changes.proxyAddress.trim() === '') return ok(changes);
    const parsed = parseProxyAddress(changes.proxyAddress);
    if (!parsed.ok) return fail({ code: 'not-a-proxy' });
    const proxyAddress = proxyAddressText(parsed.value);
    const { credential } = parsed.value;
    if (credential === null) return ok({ ...changes, proxyAddress });
    const kept = await this.#keep(proxyAddress, credential);
    return kept.ok ? ok({ ...changes, proxyAddress, proxyUser: credential.user }) : kept;
  }

  /** Keeps the password of the proxy and the user that the settings name; an empty one is forgotten. */
  setPassword({ proxyAddress, proxyUser }: Settings, password: string): Promise<Result<void, Failure>> {
    return this.#keep(proxyAddress, { user: proxyUser, password });
  }

  #keep(address: string, credential: Credential): Promise<Result<void, Failure>> {
    const space = { origin: proxyOrigin(address), realm: null };
    return credential.password === ''
      ? this.#credentials.forget(space)
      : this.#credentials.keep(space, credential, true);
  }

  #credential({ proxyAddress, proxyUser }: Settings): Credential | null {
    if (proxyUser === '') return null;
    const kept = this.#credentials.find(proxyOrigin(proxyAddress), '');
    return kept?.user === proxyUser ? kept : { user: proxyUser, password: '' };
  }
}

/** No server's origin is written like this: what a proxy is told is never told to a server. */
function proxyOrigin(address: string): string {
  return `proxy+${address}`;
}
