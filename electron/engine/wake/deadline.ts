import type { Clock } from '../ports/clock.ts';

/**
 * A signal that is aborted with another one, or when `silence` has reached `patience` (milliseconds; 0
 * is never). `silence` is asked again when the time is over: a sleep of the machine does not count.
 */
export function deadline(
  clock: Clock,
  silence: () => number,
  patience: number,
  outer: AbortSignal,
): { readonly signal: AbortSignal; readonly lift: () => void } {
  const controller = new AbortController();
  let takeBack: (() => void) | null = null;
  const stop = (): void => {
    takeBack?.();
    controller.abort();
  };
  const arm = (): void => {
    const left = patience - silence();
    if (left > 0) takeBack = clock.after(left, arm);
    else controller.abort();
  };
  // A reply that was opened under the signal lives on under the outer one.
  if (outer.aborted) stop();
  else outer.addEventListener('abort', stop, { once: true });
  if (patience > 0) arm();
  return {
    signal: controller.signal,
    lift: () => {
      takeBack?.();
      takeBack = null;
    },
  };
}
