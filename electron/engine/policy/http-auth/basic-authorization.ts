import type { Credential } from '../../../../shared/model/credential.ts';
import { utf8Bytes } from './field-text.ts';

/**
 * The value of Authorization or Proxy-Authorization by RFC 7617, in UTF-8. Null for a user with a
 * colon in the name, which this scheme cannot tell.
 */
export function basicAuthorization({ user, password }: Credential): string | null {
  return user.includes(':') ? null : `Basic ${btoa(utf8Bytes(`${user}:${password}`))}`;
}
