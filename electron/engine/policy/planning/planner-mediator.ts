/** What the planner asks about the connections; answered by the transfer, or by a test. */
export interface PlannerMediator {
  /** Connections that take part now, the asking one included. */
  workers(): readonly number[];
  /** Bytes per second, or null while it is not known yet. */
  rate(worker: number): number | null;
  /** Seconds from sending a request to its first byte. */
  delay(worker: number): number;
  /** Seconds since its last byte, or since its request while no byte has come. */
  silence(worker: number): number;
  /** Whether a hash follows the frontier. */
  hashes(): boolean;
}
