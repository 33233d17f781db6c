import { isAbsolute } from 'node:path';
import type { Contract } from '../../shared/contract/contract.ts';
import type { CallFailure } from '../../shared/contract/types.ts';
import { defaultQueue } from '../../shared/model/queue.ts';
import { fail, ok } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { Engine } from '../engine/index.ts';
import { safeFileName } from '../engine/policy/file-names/file-name.ts';
import { sendableHeaders } from '../engine/policy/http-semantics/own-headers.ts';
import { sumIn, webAddress } from './call-inputs.ts';
import { fittingCookies, type CookieShelf } from './cookie-handlers.ts';
import type { HostServices } from './host-services.ts';

const notFound = fail<CallFailure>({ code: 'not-found' });
const outside = fail<CallFailure>({ code: 'outside-roots' });

/** First contact with links, and the downloads that are made of them. */
export function createAddHandlers(
  engine: Engine,
  host: Pick<HostServices, 'allowsFolder' | 'allowsFile'>,
  shelf: CookieShelf,
): Pick<Handlers<Contract>, 'probe' | 'add'> {
  return {
    async probe({ url, reach, headers = [], cookies }) {
      const address = webAddress(url);
      if (!address.ok) return address;
      const given = shelf.find(cookies);
      // Asked at once: a download that is added in the same breath goes on with this contact.
      const [found, fitting] = await Promise.all([
        engine.probe(address.value, reach ?? null, sendableHeaders(headers), given),
        fittingCookies(address.value, given),
      ]);
      if (!found.ok) return ok({ ok: false, failure: found.failure, cookies: fitting });
      const { token, resource } = found.value;
      const { name, size, ranges, contentType } = resource;
      return ok({ ok: true, token, name, size, ranges, contentType, cookies: fitting });
    },
    async add({ items, folder, sorts, connections, start, cookies, queue = defaultQueue }) {
      if (!engine.queues.has(queue)) return notFound;
      if (!isAbsolute(folder) || !(await host.allowsFolder(folder))) return outside;
      const requests = [];
      for (const item of items) {
        const addresses = [item.url, ...item.mirrors].map((url) => webAddress(url));
        const checksum = item.checksum.trim() === '' ? ok(null) : sumIn(item.checksum);
        if (!checksum.ok) return checksum;
        const urls: URL[] = [];
        for (const address of addresses) {
          if (!address.ok) return address;
          urls.push(address.value);
        }
        const [url, ...mirrors] = urls;
        if (url === undefined) continue;
        const givenFile = item.givenFile ?? null;
        if (givenFile !== null && !(isAbsolute(givenFile) && (await host.allowsFile(givenFile))))
          return outside;
        const name = item.name === undefined || item.name.trim() === '' ? null : safeFileName(item.name);
        const probe = item.probe === undefined ? {} : { probe: item.probe };
        const reach = item.reach ?? null;
        const request = { url, mirrors, reach, folder, name, checksum: checksum.value, start, queue };
        const headers = sendableHeaders(item.headers ?? []);
        const most = item.connections ?? connections;
        requests.push({
          ...request,
          ...probe,
          headers,
          cookies: shelf.find(cookies),
          connections: most,
          sorts,
          pieces: item.pieces ?? null,
          listSize: item.size ?? null,
          givenFile,
        });
      }
      return ok({ ids: requests.map((request) => engine.add(request).id) });
    },
  };
}
