/** What the machine itself tells of the time it slept and of its way to the network. */
export interface Machine {
  /** Milliseconds since the machine was started, its sleep included; the wall clock does not move it. */
  uptime(): number;
  /** Addresses of its network interfaces, those that lead nowhere but to itself left out. */
  addresses(): readonly string[];
}
