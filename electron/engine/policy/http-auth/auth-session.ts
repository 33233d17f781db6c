import type { Credential } from '../../../../shared/model/credential.ts';
import type { Answerable, AuthHash } from './answerable.ts';
import { basicAuthorization } from './basic-authorization.ts';
import { digestAuthorization, type AuthorizedRequest } from './digest-authorization.ts';

/** One challenge and who answers it: every further request carries an answer without being asked. */
export class AuthSession {
  readonly challenge: Answerable;
  readonly credential: Credential;
  readonly #cnonce: string;
  readonly #hash: AuthHash;
  #uses = 0;

  /**
   * @param cnonce of chance, new for each session; a …-sess secret holds it, so that it stays the
   *   same while the nonce does
   */
  constructor(challenge: Answerable, credential: Credential, cnonce: string, hash: AuthHash) {
    this.challenge = challenge;
    this.credential = credential;
    this.#cnonce = cnonce;
    this.#hash = hash;
  }

  /** The header's value for one more request, each with the next count; null where none can be made. */
  authorization(request: AuthorizedRequest): string | null {
    if (this.challenge.kind === 'basic') return basicAuthorization(this.credential);
    this.#uses += 1;
    const use = { count: this.#uses, cnonce: this.#cnonce };
    return digestAuthorization(this.challenge, this.credential, request, use, this.#hash);
  }
}
