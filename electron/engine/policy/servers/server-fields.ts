import type { ServerProfile } from '../../../../shared/model/server-profile.ts';
import type { HeaderList } from '../http-message/header-list.ts';
import { maySendSecrets, type ServerPattern } from './server-pattern.ts';

/** A profile with what is secret of it. */
export interface KnownServer {
  readonly pattern: ServerPattern;
  readonly profile: ServerProfile;
  readonly headers: HeaderList;
}

/** What a request for an address of this server carries by its profile; a field of `headers` goes before. */
export function serverFields({ headers, pattern, profile }: KnownServer, url: URL): HeaderList {
  const secret = maySendSecrets(pattern, url) ? headers : [];
  const plain: HeaderList = [
    ['User-Agent', profile.userAgent],
    ['Referer', profile.referer],
  ];
  return [...plain.filter(([name, value]) => value !== '' && !hasField(secret, name)), ...secret];
}

/** Those of a profile that a download has not set itself; whoever the download says it is, it is. */
export function besides(own: HeaderList, profile: HeaderList, ownCredential: boolean): HeaderList {
  return profile.filter(
    ([name]) => !hasField(own, name) && !(ownCredential && name.toLowerCase() === 'authorization'),
  );
}

function hasField(headers: HeaderList, name: string): boolean {
  return headers.some(([key]) => key.toLowerCase() === name.toLowerCase());
}
