import type { AddressSpace } from '../../../shared/model/address-space.ts';
import type { HeaderList } from '../policy/http-message/header-list.ts';
import type { DownloadRecord } from '../ports/catalog.ts';
import type { Access } from './access/access.ts';
import { Source } from './source.ts';

/** What a download's requests are sent with besides the address: the user's headers, and what lets it in. */
export class RequestExtras {
  /** The headers go to this origin only: the one that they were given for. */
  readonly #origin: string;
  readonly #headers: HeaderList;
  #access: Access;

  constructor(origin: string, headers: HeaderList, access: Access) {
    this.#origin = origin;
    this.#headers = headers;
    this.#access = access;
  }

  get access(): Access {
    return this.#access;
  }

  /** Goes on with what a first contact was let in with, and what this download brings. */
  adopt(access: Access): void {
    access.adopt(this.#access);
    this.#access = access;
  }

  headersFor(url: URL): HeaderList {
    return url.origin === this.#origin ? this.#headers : [];
  }

  /** An address to ask at; `now` is milliseconds of the clock that never jumps. */
  source(url: URL, now: number, reach: AddressSpace | null): Source {
    return new Source(url, this.headersFor(url), now, reach, this.#access);
  }

  /** All of a download's addresses: the first one, then its mirrors. */
  sources({ url, mirrors, reach, preferred }: DownloadRecord, now: number): Source[] {
    return [url, ...mirrors].map((address) => {
      const source = this.source(new URL(address), now, reach);
      source.preferred = source.url.href === preferred;
      return source;
    });
  }
}

/** The record without what its addresses tell of users, which `access` takes. */
export function withoutUsers(record: DownloadRecord, access: Access): DownloadRecord {
  return {
    ...record,
    mirrors: record.mirrors.map((mirror) => access.takeFrom(new URL(mirror)).href),
    // Last: where a mirror is at the same origin, this one's user counts.
    url: access.takeFrom(new URL(record.url)).href,
  };
}
