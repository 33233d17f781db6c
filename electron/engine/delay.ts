import type { Clock } from './ports/clock.ts';

/** Resolves after `milliseconds`, or at once when the signal is aborted. Never rejects. */
export function delay(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      takeBack();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const takeBack = clock.after(milliseconds, done);
    signal.addEventListener('abort', done, { once: true });
  });
}
