import type { CallFailure, ServerInput } from '../../shared/contract/types.ts';
import type { Credential } from '../../shared/model/credential.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { ServerProfile } from '../../shared/model/server-profile.ts';
import { isFieldValue, type HeaderList } from '../engine/policy/http-message/header-list.ts';
import { sendableHeaders } from '../engine/policy/http-semantics/own-headers.ts';
import type { KnownServer } from '../engine/policy/servers/server-fields.ts';
import { readServerPattern, serverPatternText } from '../engine/policy/servers/server-pattern.ts';

/** A profile as it is kept. */
export interface AcceptedServer {
  readonly profile: ServerProfile;
  readonly credential: Credential | null;
  readonly headers: HeaderList;
}

const isAuthorization = ([name]: readonly [string, string]): boolean =>
  name.toLowerCase() === 'authorization';

/**
 * Checks what a person entered. What is to stay as it was is taken from `before` and
 * the credential that is kept for it, where the profile is for the same servers; for others it was never given.
 */
export function acceptServer(
  input: ServerInput,
  before: KnownServer | null,
  keptCredential: Credential | null,
): Result<AcceptedServer, CallFailure> {
  const read = readServerPattern(input.pattern);
  if (!read.ok) return fail({ code: read.failure === 'too-wide' ? 'server-too-wide' : 'not-a-server' });
  const pattern = serverPatternText(read.value);
  const same = before?.profile.pattern === pattern ? before : null;
  const userAgent = input.userAgent.trim();
  const referer = addressText(input.referer.trim());
  if (referer === null) return fail({ code: 'not-a-link' });
  const headers = headersOf(input, same);
  if (!isFieldValue(userAgent) || headers === null) return fail({ code: 'not-a-header' });
  const { signIn } = input;
  const credential =
    signIn.kind === 'keep'
      ? same && keptCredential
      : signIn.kind === 'password'
        ? { user: signIn.user, password: signIn.password }
        : null;
  return ok({
    profile: { pattern, connections: input.connections, userAgent, referer },
    credential,
    headers,
  });
}

/** Null where one of them cannot be sent. */
function headersOf({ headers, signIn }: ServerInput, same: KnownServer | null): HeaderList | null {
  const kept = same?.headers ?? [];
  const given = headers.flatMap(([name, value]): HeaderList => {
    if (value !== null) return [[name, value]];
    return kept.filter(([key]) => key.toLowerCase() === name.toLowerCase());
  });
  if (sendableHeaders(given).length < given.length) return null;
  switch (signIn.kind) {
    case 'token': {
      const token: HeaderList = [['Authorization', `Bearer ${signIn.token.trim()}`]];
      return sendableHeaders(token).length === 1
        ? [...token, ...given.filter((field) => !isAuthorization(field))]
        : null;
    }
    case 'keep':
      return given.some(isAuthorization) ? given : [...kept.filter(isAuthorization), ...given];
    case 'password':
      return given.filter((field) => !isAuthorization(field));
    case 'none':
      return given;
  }
}

/** As a browser would send it; null: that is no address. */
function addressText(text: string): string | null {
  if (text === '') return '';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}
