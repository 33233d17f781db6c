import type { Failure } from '../../../../shared/model/reasons.ts';

/**
 * Why a server did not let a request in. `asked`: it wants a user and a password, and none is known;
 * `refused`: it does not take the one that was given; `scheme`: it wants to be shown something else;
 * `cookies`: it does not take, or no longer takes, the cookies that the user gave.
 */
export type NotLetIn = 'asked' | 'refused' | 'scheme' | 'cookies';

/** The failure says which server asks, so that the right one is told a password: its host, and whether by https. */
export function notLetIn(url: URL, why: NotLetIn, status = 401): Failure {
  return {
    code: 'server-unauthorized',
    facts: { status, why, host: url.host, secure: url.protocol === 'https:' },
  };
}
