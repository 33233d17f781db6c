import type { GivenCookie } from '../../../shared/model/cookie.ts';
import type { Credential } from '../../../shared/model/credential.ts';
import type { HeaderList } from '../policy/http-message/header-list.ts';
import { pageRule } from '../policy/proof/web-page.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';
import { Access } from '../sources/access/access.ts';
import type { OpenDeps } from '../sources/open-source.ts';
import { RequestExtras } from '../sources/request-extras.ts';
import type { Source } from '../sources/source.ts';

/** What the requests of a repair carry besides their address; header and credential go to the first origin. */
export interface RepairAccess {
  readonly headers: HeaderList;
  readonly credential: Credential | null;
  readonly cookies: readonly GivenCookie[];
}

/** The addresses as sources, in their order. */
export function repairSources(
  ports: EnginePorts,
  urls: readonly URL[],
  { cookies, credential, headers }: RepairAccess,
): readonly Source[] {
  const access = new Access(ports, cookies);
  const bare = urls.map((url) => access.takeFrom(url));
  const origin = bare[0]?.origin ?? '';
  if (credential !== null) access.give(origin, credential);
  const extras = new RequestExtras(origin, headers, access);
  return bare.map((url) => extras.source(url, ports.clock.now(), null));
}

/** How the requests of a repair that no download asks for are sent. `timeout` is milliseconds. */
export function repairOpenDeps(ports: Pick<EnginePorts, 'transport' | 'clock'>, timeout: number): OpenDeps {
  return {
    transport: ports.transport,
    clock: ports.clock,
    timeout,
    pages: pageRule({ welcome: false, askedName: null, contentType: null }),
    onRequest: () => undefined,
    onReply: () => undefined,
  };
}
