import type { AddressSpace } from '../../../shared/model/address-space.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { SourceView } from '../../../shared/model/view.ts';
import { redactUrl } from '../policy/privacy/redact-url.ts';
import { withoutUserInfo } from '../policy/credentials/user-info.ts';
import { SourceSums } from '../sums/source-sums.ts';
import type { Validator } from '../policy/http-semantics/validator.ts';
import { RateEstimator } from '../policy/planning/rate-estimator.ts';
import type { Access } from './access/access.ts';
import { SourceAuth } from './access/source-auth.ts';

/** Bytes that are asked for at once where a server refuses more. */
export const pieceLength = 1024 * 1024;

/** Seconds until a reply, where none was measured. */
const usualDelay = 0.05;

/** One URL that offers the bytes, with its record of speed and failures. */
export class Source {
  /** As given, without user information. */
  readonly url: URL;
  /** Headers that the user set for this URL's origin. */
  readonly headers: readonly (readonly [string, string])[];
  /** What its download shows to be let in, and how this source's challenges are answered with it. */
  readonly access: Access;
  readonly auth: SourceAuth;
  /** Where redirects led, for the next requests; null: ask at `url`. */
  resolved: URL | null = null;
  /** While `url` is asked again for where it leads now: why it could not tell, or null when it could. */
  resolving: Promise<Failure | null> | null = null;
  redirects: readonly URL[] = [];
  /**
   * The nearest place that its requests may be sent to: that of whoever gave the link. Null: the user
   * did, and it was not asked yet. Then no redirect, and no other address that its name gets in the
   * course of a run, leads nearer than where it was first.
   */
  reach: AddressSpace | null;
  state: SourceView['state'] = 'unused';
  failure: Failure | null = null;
  failures = 0;
  /** The person takes it from the download; it keeps its number in the list, for what it has brought. */
  removed = false;
  /** The person prefers it: the others keep one connection each. */
  preferred = false;
  received = 0;
  readonly speed: RateEstimator;
  /** Connections of this source that are at work now. */
  active = 0;
  /** Milliseconds in which any was at work, until `active` was last 0, and when it last was not. */
  #busy = 0;
  #busySince = 0;
  #delay: number | null = null;
  /** Replies in a row that were of another representation. */
  strangers = 0;
  /** What its replies said of the sums of the whole file. */
  readonly sums = new SourceSums();
  /** The entity tag that its replies must have too, where a server named it by nothing else. */
  mustShareEtag: string | null = null;
  /** Replies in which it brought bytes that its own digest of them did not match. */
  damaged = 0;
  /** Whether its bytes were shown to be those of the download. */
  trusted = false;
  /** What its replies said of the representation. */
  validator: Validator | null = null;
  /** Requests besides the first stream's own, and the numbers of the last of them served and refused. */
  asked = 0;
  answered = 0;
  lastServed = 0;
  lastRefused = 0;
  /** Cleared when the server answers 200 to an If-Range that names its own validator. */
  usesIfRange = true;
  /** Cleared when the server cannot be asked for ranges. */
  usesRange = true;
  /** Bytes at most that one request may ask for; null: any number. */
  longestRange: number | null = null;
  /** Milliseconds of the clock before which the server asked not to be asked. */
  notBefore = 0;

  constructor(
    address: URL,
    headers: readonly (readonly [string, string])[],
    now: number,
    reach: AddressSpace | null,
    access: Access,
  ) {
    this.reach = reach;
    this.access = access;
    this.auth = new SourceAuth(access);
    this.headers = headers;
    const { url } = withoutUserInfo(address);
    url.hash = '';
    this.url = url;
    this.speed = new RateEstimator(now);
  }

  /** Key of per-host limits. */
  get host(): string {
    return (this.resolved ?? this.url).host;
  }

  /** Seconds from the last request to its reply. */
  get delay(): number {
    return this.#delay ?? usualDelay;
  }

  set delay(seconds: number) {
    this.#delay = seconds;
  }

  /** A connection begins its work. */
  enter(now: number): void {
    if (this.active === 0) this.#busySince = now;
    this.active += 1;
  }

  leave(now: number): void {
    this.active -= 1;
    if (this.active === 0) this.#busy += now - this.#busySince;
  }

  /** Bytes per second over the time in which any connection was at work. */
  #mean(now: number): number {
    const busy = this.#busy + (this.active === 0 ? 0 : now - this.#busySince);
    return busy <= 0 ? 0 : Math.round((this.received * 1_000) / busy);
  }

  get usable(): boolean {
    return !this.removed && this.state !== 'set-aside';
  }

  /** Bytes that its own were compared with are gone: nothing is known of the representation any more. */
  forget(): void {
    this.trusted = false;
    this.validator = null;
    this.usesIfRange = true;
    this.strangers = 0;
    this.sums.clear();
    if (this.failure?.code === 'server-changed') this.state = 'unused';
  }

  /** Another crew begins: what was served and refused before says nothing of its first stream. */
  forgetRequests(): void {
    this.asked = 0;
    this.answered = 0;
    this.lastServed = 0;
    this.lastRefused = 0;
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
      mean: this.#mean(now),
      delay: this.#delay === null ? null : Math.max(1, Math.round(this.#delay * 1_000)),
      failures: this.failures,
      ...(this.preferred ? { preferred: true as const } : {}),
      ...(this.removed ? { removed: true as const } : {}),
    };
  }
}
