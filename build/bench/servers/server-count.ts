/** What a server of the benchmark has counted since its start. */
export interface ServerCount {
  /** When it was counted: milliseconds since 1970, of a monotonic clock. */
  readonly at: number;
  readonly requests: number;
  /** Body bytes that it gave to its system. */
  readonly bytes: number;
  /** Those of them that clients have read, as far as the system tells. */
  readonly read: number;
  /** When the first request came: as `at`. */
  readonly firstAt: number | null;
  /** When it gave the latest of them: milliseconds since 1970, of a monotonic clock. */
  readonly lastAt: number | null;
  /** Connections at one time, at most. */
  readonly connections: number;
}

/** All of several servers. */
export function sumOf(counts: readonly ServerCount[]): ServerCount {
  const firsts = counts.flatMap(({ firstAt }) => (firstAt === null ? [] : [firstAt]));
  const times = counts.flatMap(({ lastAt }) => (lastAt === null ? [] : [lastAt]));
  return {
    at: Math.max(...counts.map(({ at }) => at)),
    requests: counts.reduce((sum, { requests }) => sum + requests, 0),
    bytes: counts.reduce((sum, { bytes }) => sum + bytes, 0),
    read: counts.reduce((sum, { read }) => sum + read, 0),
    firstAt: firsts.length === 0 ? null : Math.min(...firsts),
    lastAt: times.length === 0 ? null : Math.max(...times),
    connections: counts.reduce((sum, { connections }) => sum + connections, 0),
  };
}
