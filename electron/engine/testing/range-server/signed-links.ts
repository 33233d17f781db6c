import type { Behaviour, RangeServerOptions } from './range-server-options.ts';
import type { RequestHead } from './request-reader.ts';

interface SignedLink {
  readonly madeAt: number;
  uses: number;
  expired: boolean;
}

/** Addresses that serve for a while or a number of times, and an entry that hands out new ones. */
export class SignedLinks {
  readonly #options: NonNullable<RangeServerOptions['signed']>;
  readonly #links: SignedLink[] = [];

  constructor(options: NonNullable<RangeServerOptions['signed']>) {
    this.#options = options;
  }

  /** What being or asking for a signed link does to the reply. `now` in milliseconds. */
  answer(request: RequestHead, now: number): Partial<Behaviour> {
    const { entry, uses = Infinity, life = Infinity, status = 403 } = this.#options;
    if (request.path === entry) {
      this.#links.push({ madeAt: now, uses: 0, expired: false });
      return { redirect: { status: 302, to: `/signed/file.bin?signature=${String(this.#links.length)}` } };
    }
    if (!request.path.startsWith('/signed/')) return {};
    const signature = Number(/[?&]signature=(\d+)/.exec(request.target)?.[1] ?? 0);
    const link = this.#links[signature - 1];
    if (link === undefined || link.expired || link.uses >= uses || now - link.madeAt > life)
      return { status };
    link.uses += 1;
    return {};
  }

  /** Ends every link that was handed out so far. */
  expire(): void {
    for (const link of this.#links) link.expired = true;
  }
}
