import { spaceOfHost } from '../privacy/address-privacy.ts';

/**
 * Whether nobody between here and the server can read what is sent to it: https, or a server on this
 * very computer.
 */
export function isPrivateWay({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || spaceOfHost(hostname) === 'loopback';
}
