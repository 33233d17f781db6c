import type { ServerInput } from '../../../shared/contract/types.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { ServerProfileView, ServerSignIn } from '../../../shared/model/server-profile.ts';

/** A profile while somebody writes it. */
export interface ServerDraft {
  readonly pattern: string;
  readonly connections: number;
  readonly signIn: ServerSignIn['kind'];
  readonly user: string;
  /** Empty: the one that is kept. */
  readonly password: string;
  readonly token: string;
  /** One a line. */
  readonly headers: string;
  readonly userAgent: string;
  readonly referer: string;
}

/** Stands in the place of a value that is kept and not shown. */
export const keptMark = '••••••';

export type DraftFault =
  | { readonly field: 'pattern' | 'user' | 'secret' }
  | { readonly field: 'headers'; readonly line: number; readonly why: 'line' | 'keptElsewhere' };

export function draftOf(profile: ServerProfileView | null): ServerDraft {
  return {
    pattern: profile?.pattern ?? '',
    connections: profile?.connections ?? 0,
    signIn: profile?.signIn.kind ?? 'none',
    user: profile?.signIn.kind === 'password' ? profile.signIn.user : '',
    password: '',
    token: '',
    headers: (profile?.headers ?? []).map((name) => `${name}: ${keptMark}`).join('\n'),
    userAgent: profile?.userAgent ?? '',
    referer: profile?.referer ?? '',
  };
}

/** What to ask the program for; what is kept of `before` stays with the servers that it was given for. */
export function inputOf(
  draft: ServerDraft,
  before: ServerProfileView | null,
): Result<ServerInput, DraftFault> {
  const pattern = draft.pattern.trim();
  if (pattern === '') return fail({ field: 'pattern' });
  const same = before?.pattern === pattern ? before : null;
  const signIn = signInOf(draft, same);
  if (!signIn.ok) return signIn;
  const headers = headersOf(draft.headers, same);
  if (!headers.ok) return headers;
  const { connections, referer, userAgent } = draft;
  return ok({
    was: before?.pattern ?? null,
    pattern,
    connections,
    userAgent,
    referer,
    signIn: signIn.value,
    headers: headers.value,
  });
}

function signInOf(
  draft: ServerDraft,
  same: ServerProfileView | null,
): Result<ServerInput['signIn'], DraftFault> {
  const { password, signIn: kind, token, user } = draft;
  const kept = same?.signIn ?? null;
  switch (kind) {
    case 'none':
      return ok({ kind });
    case 'password':
      if (user === '') return fail({ field: 'user' });
      if (password !== '') return ok({ kind, user, password });
      return kept?.kind === 'password' && kept.user === user
        ? ok({ kind: 'keep' })
        : fail({ field: 'secret' });
    case 'token':
      if (token.trim() !== '') return ok({ kind, token: token.trim() });
      return kept?.kind === 'token' ? ok({ kind: 'keep' }) : fail({ field: 'secret' });
  }
}

function headersOf(text: string, same: ServerProfileView | null): Result<ServerInput['headers'], DraftFault> {
  const headers: (readonly [string, string | null])[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    const value = line.slice(colon + 1).trim();
    if (name === '') return fail({ field: 'headers', line: index + 1, why: 'line' });
    const isKept = value === keptMark;
    if (isKept && same?.headers.includes(name) !== true)
      return fail({ field: 'headers', line: index + 1, why: 'keptElsewhere' });
    headers.push([name, isKept ? null : value]);
  }
  return ok(headers);
}
