import type { Failure, InterruptReason } from '../../../../shared/model/reasons.ts';
import type { Download } from '../../download.ts';
import type { EngineHarness, FetchOptions, HarnessOptions } from '../engine-harness.ts';

/** What brings a reason about in the world outside: a server, a network, a disk, a person. */
export interface Cause {
  readonly options?: HarnessOptions;
  /** The failure that the engine told of: why a download stopped, why it waits, or what a call came to. */
  readonly reach: (harness: EngineHarness) => Promise<Failure>;
}

export type Causes = Readonly<Partial<Record<InterruptReason, Cause>>>;

/** Why a download stopped. */
export async function stopOf(harness: EngineHarness, options: FetchOptions): Promise<Failure> {
  return failureOf((await harness.fetch(options)).download);
}

/** Why a download waits before it tries again; it is paused then. */
export async function waitOf(harness: EngineHarness, options: FetchOptions): Promise<Failure> {
  const download = harness.begin(options);
  await harness.until(() => download.view().wait !== null, download);
  const { wait } = download.view();
  await harness.engine.pause(download.id);
  if (wait === null) throw new Error('It waits for nothing.');
  return wait.failure;
}

export function failureOf(download: Download): Failure {
  const { state } = download;
  if (state.kind !== 'interrupted') throw new Error(`It is ${state.kind}, not interrupted.`);
  return state.failure;
}
