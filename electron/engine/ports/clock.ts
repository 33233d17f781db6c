/** Time and chance, passed in so that tests own them. */
export interface Clock {
  /** Milliseconds on a clock that never jumps. */
  now(): number;
  /** Milliseconds since the epoch: for display and for dates in headers only. */
  wall(): number;
  /** Runs `action` once after `delay` milliseconds; the function returned takes it back. */
  after(delay: number, action: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}
