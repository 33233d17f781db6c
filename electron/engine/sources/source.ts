import type { Failure } from '../../../shared/model/reasons.ts';
import type { SourceView } from '../../../shared/model/view.ts';
import { redactUrl } from '../policy/redact-url.ts';
import type { Validator } from '../policy/validator.ts';
import { RateEstimator } from '../policy/rate-estimator.ts';

/** Bytes that are asked for at once where a server refuses more. */
export const pieceLength = 1024 * 1024;

/** One URL that offers the bytes, with its record of speed and failures. */
export class Source {
  /** As given, without user information. */
  readonly url: URL;
  /** Headers that the user set for this URL's origin, and its credentials. */
  readonly headers: readonly (readonly [string, string])[];
  /** Where redirects led, for the next requests; null: ask at `url`. */
  resolved: URL | null = null;
  redirects: readonly URL[] = [];
  state: SourceView['state'] = 'unused';
  failure: Failure | null = null;
  failures = 0;
  received = 0;
  readonly speed: RateEstimator;
  /** Connections of this source that are at work now. */
  active = 0;
  /** Seconds from the last request to its reply. */
  delay = 0.05;
  /** Replies in a row that were of another representation. */
  strangers = 0;
  /** Whether its bytes were shown to be those of the download. */
  trusted = false;
  /** What its replies said of the representation. */
  validator: Validator | null = null;
  /** Cleared when the server answers 200 to an If-Range that names its own validator. */
  usesIfRange = true;
  /** Cleared when the server cannot be asked for ranges. */
  usesRange = true;
  /** Bytes at most that one request may ask for; null: any number. */
  longestRange: number | null = null;
  /** Milliseconds of the clock before which the server asked not to be asked. */
  notBefore = 0;

  constructor(address: URL, headers: readonly (readonly [string, string])[], now: number) {
    const url = new URL(address);
    this.headers = [...headers, ...basicCredentials(url)];
    url.username = '';
    url.password = '';
    url.hash = '';
    this.url = url;
    this.speed = new RateEstimator(now);
  }

  /** Key of per-host limits. */
  get host(): string {
    return (this.resolved ?? this.url).host;
  }

  get usable(): boolean {
    return this.state !== 'set-aside';
  }

  /** Bytes that its own were compared with are gone: nothing is known of the representation any more. */
  forget(): void {
    this.trusted = false;
    this.validator = null;
    this.usesIfRange = true;
    this.strangers = 0;
    if (this.failure?.code === 'server-changed') this.state = 'unused';
  }

  setAside(failure: Failure): void {
    this.state = 'set-aside';
    this.failure = failure;
  }

  view(now: number): SourceView {
    return {
      url: redactUrl(this.url.href),
      host: this.host,
      state: this.state,
      failure: this.failure,
      received: this.received,
      rate: this.active === 0 ? 0 : Math.round(this.speed.rate(now)),
      failures: this.failures,
    };
  }
}

/** User information in a URL becomes a Basic credential (RFC 7617) and leaves the URL. */
function basicCredentials(url: URL): (readonly [string, string])[] {
  if (url.username === '' && url.password === '') return [];
  const text = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return [['Authorization', `Basic ${Buffer.from(text, 'utf8').toString('base64')}`]];
}
