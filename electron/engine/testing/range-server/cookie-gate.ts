import type { Behaviour } from './range-server-options.ts';
import type { RequestHead } from './request-reader.ts';

/** An entry that gives a cookie, and a file behind it that wants it [G6]. */
export interface CookieOptions {
  /** Sets a cookie and redirects to `/kept/file.bin`, or to `to`. */
  readonly entry: string;
  readonly to?: string;
  /** Requests that a cookie is good for. */
  readonly uses?: number;
  /** What a request without a good cookie gets (403), or the page that it is redirected to. */
  readonly status?: number;
  readonly login?: string;
  /** Cookies that are good without the entry: `name=value`. */
  readonly good?: readonly string[];
}

/** Lets requests for `/kept/…` in by their cookie. */
export class CookieGate {
  readonly #options: CookieOptions;
  readonly #uses = new Map<string, number>();

  constructor(options: CookieOptions) {
    this.#options = options;
    for (const cookie of options.good ?? []) this.#uses.set(cookie, 0);
  }

  /** Cookies given out so far are good no more. */
  expire(): void {
    this.#uses.clear();
  }

  answer(request: RequestHead): Partial<Behaviour> {
    const { entry, login, status = 403, to = '/kept/file.bin', uses = Infinity } = this.#options;
    if (request.path === entry) {
      const cookie = `pass=${this.#uses.size + 1}`;
      this.#uses.set(cookie, 0);
      return { redirect: { status: 302, to }, headers: [['Set-Cookie', `${cookie}; Path=/kept; HttpOnly`]] };
    }
    if (!request.path.startsWith('/kept/')) return {};
    const shown = (request.headers['cookie'] ?? '').split('; ');
    const cookie = shown.find((pair) => (this.#uses.get(pair) ?? Infinity) < uses);
    if (cookie === undefined)
      return login === undefined ? { status } : { redirect: { status: 302, to: login } };
    this.#uses.set(cookie, (this.#uses.get(cookie) ?? 0) + 1);
    return {};
  }
}
