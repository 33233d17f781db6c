import { randomBytes } from 'node:crypto';
import type { Credential } from '../../../../../shared/model/credential.ts';
import type { Failure } from '../../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../../shared/model/result.ts';
import type { HeaderList } from '../../../policy/http-message/header-list.ts';
import { chooseChallenge } from '../../../policy/http-auth/answerable.ts';
import { AuthSession } from '../../../policy/http-auth/auth-session.ts';
import { challengesIn } from '../../../policy/http-auth/challenge.ts';
import type { AuthorizedRequest } from '../../../policy/http-auth/digest-authorization.ts';
import { proxyFailure } from '../../../policy/proxy/proxy-fault.ts';
import { createAuthHasher } from '../../auth-hasher.ts';

const hasher = createAuthHasher();

/**
 * Who we are to one HTTP proxy. Nothing is told before it asks, so that the way that gives away the
 * least can be chosen; what it asked for is then known for all further requests.
 */
export class ProxyLogin {
  readonly #credential: Credential | null;
  #session: AuthSession | null = null;

  constructor(credential: Credential | null) {
    this.#credential = credential;
  }

  /** The value of Proxy-Authorization for one more request, or null while nothing was asked for. */
  authorization(request: AuthorizedRequest): string | null {
    return this.#session?.authorization(request) ?? null;
  }

  /**
   * Takes in a 407 (RFC 9110 section 15.5.8). Ok: the request may be sent once more. `answered`: it had
   * an answer to a challenge that came for this very request, which is final unless only its nonce had
   * run out.
   */
  learn(headers: HeaderList, answered: boolean): Result<void, Failure> {
    const challenges = challengesIn(headers, 'proxy-authenticate');
    const challenge = chooseChallenge(challenges, hasher.algorithms);
    if (challenge === null) {
      const [first] = challenges;
      return fail(first === undefined ? proxyFailure('bad-reply', { status: 407 }) : proxyFailure('scheme'));
    }
    if (this.#credential === null) return fail(proxyFailure('authentication', { given: false }));
    const stale = challenge.kind === 'digest' && challenge.stale;
    if (answered && !stale) return fail(proxyFailure('authentication', { given: true }));
    const cnonce = randomBytes(16).toString('base64');
    this.#session = new AuthSession(challenge, this.#credential, cnonce, (algorithm, bytes) =>
      hasher.hash(algorithm, bytes),
    );
    return ok(undefined);
  }

  /**
   * Whether a 401 is the proxy's own word on what it was given, as tinyproxy has it, and not the server's:
   * it names the realm that the proxy asked for.
   */
  refusedBy401(headers: HeaderList): boolean {
    const realm = this.#session?.challenge.realm ?? null;
    if (realm === null) return false;
    return challengesIn(headers, 'www-authenticate').some(
      ({ parameters }) => parameters.get('realm') === realm,
    );
  }
}

/** Times that one request is sent to a proxy at most: without an answer, with one, and after a stale nonce. */
const attemptsMost = 3;

/**
 * Sends a request to a proxy and answers its 407. `ask` gives the reply's status and headers beside
 * whatever it wants to have in the end, and closes what it does not need.
 */
export async function withProxyLogin<T extends { readonly status: number; readonly headers: HeaderList }>(
  login: ProxyLogin,
  request: AuthorizedRequest,
  ask: (authorization: string | null) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await ask(login.authorization(request));
    if (!reply.ok || reply.value.status !== 407) return reply;
    const again = login.learn(reply.value.headers, attempt > 1);
    if (!again.ok) return again;
    if (attempt === attemptsMost) return fail(proxyFailure('authentication', { given: true }));
  }
}
