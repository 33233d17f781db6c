import { delay } from '../delay.ts';
import { SoloMeter } from '../policy/planning/solo-meter.ts';
import type { TransferState } from './transfer-state.ts';

/**
 * Leaves the first connection of a fresh transfer alone for a moment and notes its rate in
 * `state.solo`, where one source of known size will be shared by several. Resolves when the others
 * may begin.
 */
export async function measureAlone(
  state: TransferState,
  connections: number,
  signal: AbortSignal,
): Promise<void> {
  const { clock, bandwidth } = state.options;
  const fresh = state.claimed === 0 && state.size !== null;
  if (!fresh || connections < 2 || bandwidth.limited || state.options.sources.length > 1) return;
  const meter = new SoloMeter(state.size ?? 0, connections);
  const began = clock.now();
  for (;;) {
    await delay(clock, meter.pause, signal);
    if (signal.aborted || state.complete || meter.look(clock.now() - began, state.claimed)) break;
  }
  state.solo = meter.rate;
}
