import type { Credential } from '../../../../shared/model/credential.ts';

/** An address without its user information, and what that was. */
export interface BareAddress {
  readonly url: URL;
  readonly credential: Credential | null;
}

/** Takes user and password out of an address: from here on it may be shown, stored and sent. */
export function withoutUserInfo(address: URL): BareAddress {
  const url = new URL(address);
  const { username, password } = url;
  if (username === '' && password === '') return { url, credential: null };
  url.username = '';
  url.password = '';
  return { url, credential: { user: decoded(username), password: decoded(password) } };
}

/** A percent sign that begins no escape stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
