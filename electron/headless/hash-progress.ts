import type { TextOutput } from './command-io.ts';

/** Milliseconds between two drawings of the line. */
const drawEvery = 100;
const columnsUsual = 80;

export interface HashProgress {
  /** Bytes. */
  readonly show: (hashed: number, size: number) => void;
  readonly clear: () => void;
}

/** A line on a terminal that says how far a file has been checked; nothing where it is no terminal. */
export function hashProgress(name: string, output: TextOutput): HashProgress {
  if (output.isTTY !== true) return { show() {}, clear() {} };
  let drawnAt = -Infinity;
  return {
    show(hashed, size) {
      const now = performance.now();
      if (now - drawnAt < drawEvery) return;
      drawnAt = now;
      const percent = size > 0 ? Math.min(100, Math.floor((hashed / size) * 100)) : 100;
      const line = `Checking ${name} ${percent} %`;
      output.write(`\r\u001b[K${line.slice(0, (output.columns ?? columnsUsual) - 1)}`);
    },
    clear() {
      if (drawnAt !== -Infinity) output.write('\r\u001b[K');
    },
  };
}
