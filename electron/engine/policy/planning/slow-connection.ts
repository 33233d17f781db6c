export interface ConnectionSpeed {
  readonly slot: number;
  readonly rate: number;
  /** Milliseconds since the first byte of its present request. */
  readonly age: number;
}

const slowShare = 0.3;
const measuredAfter = 4_000;

/**
 * Connections of one source that are so much slower than their siblings that a new connection in
 * their place is worth a try: under 0.3 of the median, measured for four seconds, of three or more.
 */
export function slowConnections(connections: readonly ConnectionSpeed[]): number[] {
  const measured = connections.filter((connection) => connection.age >= measuredAfter);
  if (measured.length < 3) return [];
  const rates = measured.map((connection) => connection.rate).sort((a, b) => a - b);
  const median = rates[Math.floor(rates.length / 2)] ?? 0;
  return measured
    .filter((connection) => connection.rate < slowShare * median)
    .map((connection) => connection.slot);
}
