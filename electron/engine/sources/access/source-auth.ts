import type { Credential, ProtectionSpace } from '../../../../shared/model/credential.ts';
import type { Failure } from '../../../../shared/model/reasons.ts';
import type { HttpReplyHead } from '../../ports/transport.ts';
import { chooseChallenge, type Answerable } from '../../policy/http-auth/answerable.ts';
import { AuthSession } from '../../policy/http-auth/auth-session.ts';
import { basicAuthorization } from '../../policy/http-auth/basic-authorization.ts';
import { challengesIn } from '../../policy/http-auth/challenge.ts';
import { isPrivateWay } from '../../policy/http-auth/private-way.ts';
import type { Access } from './access.ts';
import { notLetIn } from './not-let-in.ts';

/** What a request carried to be let in, and on what ground. */
export interface Shown {
  readonly header: string;
  readonly credential: Credential;
  /** Null: shown before it was asked for. */
  readonly session: AuthSession | null;
}

/** How a credential fared in one protection space. */
interface Trial {
  readonly credential: Credential;
  accepted: boolean;
  /** Refusals in a row. */
  refusals: number;
}

/** An accepted credential may be refused so often in a row: by a node that lost it, or for its nonce. */
const refusalsMost = 3;

/**
 * Answers the challenges that one source meets (RFC 9110 section 11): each credential is tried once in
 * a realm, what was accepted goes with every further request unasked, and a nonce that ran out is
 * answered anew. A credential that was refused is not sent again, so that nobody is locked out.
 */
export class SourceAuth {
  readonly #access: Access;
  /** What answers at an origin, by the latest challenge there. */
  readonly #sessions = new Map<string, AuthSession>();
  /** By origin, then by realm. */
  readonly #trials = new Map<string, Map<string, Trial[]>>();
  /** Who asked last and was not satisfied. */
  unanswered: ProtectionSpace | null = null;

  constructor(access: Access) {
    this.#access = access;
  }

  /**
   * What a request for this address carries. A credential that was given for this very download,
   * or for its server, is shown before it is asked for, as Basic, where nobody on the way can read it.
   */
  show(url: URL): Shown | null {
    const session = this.#sessions.get(url.origin) ?? null;
    if (session !== null) {
      const { credential, challenge } = session;
      if (isSpent(this.#trial(url.origin, challenge.realm, credential))) return null;
      const header = session.authorization({ method: 'GET', target: url.pathname + url.search });
      return header === null ? null : { header, credential, session };
    }
    const credential = this.#access.given(url.origin);
    if (credential === null || this.#trials.has(url.origin) || !isPrivateWay(url)) return null;
    const header = basicAuthorization(credential);
    return header === null ? null : { header, credential, session: null };
  }

  /** A reply that did not ask: what was shown is right. */
  accepted(url: URL, shown: Shown): void {
    if (shown.session === null) return;
    const trial = this.#trial(url.origin, shown.session.challenge.realm, shown.credential);
    trial.accepted = true;
    trial.refusals = 0;
  }

  /**
   * Takes a 401 up. `again`: the request is worth sending once more. Null: the reply does not ask who
   * the user is. Else why it cannot be satisfied.
   */
  answer(url: URL, head: HttpReplyHead, shown: Shown | null): 'again' | Failure | null {
    const challenges = challengesIn(head.headers, 'www-authenticate');
    if (challenges.length === 0) return null;
    const { authHasher, newId } = this.#access.ports;
    const challenge = chooseChallenge(challenges, authHasher.algorithms);
    if (challenge === null) return notLetIn(url, 'scheme');
    const { origin } = url;
    const { realm } = challenge;
    const current = this.#sessions.get(origin) ?? null;
    // Another connection has answered meanwhile.
    if (current !== null && current !== shown?.session && current.challenge.realm === realm) {
      if (!isSpent(this.#trial(origin, realm, current.credential))) return 'again';
    }
    if (shown !== null) this.#judge(origin, challenge, shown);
    for (const credential of this.#access.candidates(origin, realm)) {
      if (challenge.kind === 'basic' && basicAuthorization(credential) === null) continue;
      if (!this.#mayTry(this.#trial(origin, realm, credential), challenge)) continue;
      const session = new AuthSession(challenge, credential, newId(), (algorithm, bytes) =>
        authHasher.hash(algorithm, bytes),
      );
      this.#sessions.set(origin, session);
      return 'again';
    }
    this.unanswered = { origin, realm };
    return notLetIn(
      url,
      this.#trialsOf(origin, realm).some(({ refusals }) => refusals > 0) ? 'refused' : 'asked',
    );
  }

  /** A 401 to an Authorization that the user set: it is not answered with another. */
  refusedOwn(url: URL, head: HttpReplyHead): Failure | null {
    return challengesIn(head.headers, 'www-authenticate').length === 0 ? null : notLetIn(url, 'refused');
  }

  /** Counts a refusal, unless it was the nonce, the realm or the scheme that was not right. */
  #judge(origin: string, challenge: Answerable, shown: Shown): void {
    const { realm } = challenge;
    const asked = shown.session?.challenge;
    if (challenge.kind === 'digest' && challenge.stale) return;
    if (asked === undefined ? challenge.kind !== 'basic' : asked.realm !== realm) return;
    this.#trial(origin, realm, shown.credential).refusals += 1;
  }

  /** An accepted one may be tried with a new nonce, once: not every server says that the old one is stale. */
  #mayTry(trial: Trial, challenge: Answerable): boolean {
    return trial.refusals === 0 || (trial.accepted && challenge.kind === 'digest' && trial.refusals === 1);
  }

  #trial(origin: string, realm: string, credential: Credential): Trial {
    const { user, password } = credential;
    const trials = this.#trialsOf(origin, realm);
    const known = trials.find(
      (trial) => trial.credential.user === user && trial.credential.password === password,
    );
    if (known !== undefined) return known;
    const trial = { credential, accepted: false, refusals: 0 };
    trials.push(trial);
    return trial;
  }

  #trialsOf(origin: string, realm: string): Trial[] {
    const realms = this.#trials.get(origin) ?? new Map<string, Trial[]>();
    this.#trials.set(origin, realms);
    const trials = realms.get(realm) ?? [];
    realms.set(realm, trials);
    return trials;
  }
}

function isSpent({ accepted, refusals }: Trial): boolean {
  return refusals >= (accepted ? refusalsMost : 1);
}
