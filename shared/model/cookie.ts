/** A cookie that the user gave, as a line of a cookies.txt tells it. */
export interface GivenCookie {
  /** A host name without a leading dot. */
  readonly domain: string;
  /** Whether hosts below `domain` get it too. */
  readonly subdomains: boolean;
  readonly path: string;
  /** Over https only. */
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** Seconds since the epoch; null: as long as the session. */
  readonly expires: number | null;
  readonly name: string;
  readonly value: string;
}
