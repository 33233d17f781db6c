import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail } from '../../../shared/model/result.ts';
import { delay } from '../delay.ts';
import type { DownloadContext } from '../engine-options.ts';
import type { OpenDeps } from './open-source.ts';
import { describeFailure } from '../policy/failure-text.ts';
import { decideRetry } from '../policy/retry-policy.ts';
import { probe, type Probe } from './probe.ts';
import type { Source } from './source.ts';

/**
 * Asks the sources in turn until one answers, with the waits of the retry policy between the
 * rounds. The failure is that of the first source: the one that the user gave.
 */
export async function probeUntilAnswered(
  context: DownloadContext,
  sources: readonly Source[],
  deps: OpenDeps,
  hooks: {
    readonly signal: AbortSignal;
    readonly note: (level: 'warn', text: string) => void;
    readonly onWait: (wait: { readonly failure: Failure; readonly until: number } | null) => void;
  },
): Promise<Result<Probe, Failure>> {
  const { clock } = context.ports;
  const started = clock.now();
  for (let failures = 1; ; failures += 1) {
    let first: Failure | null = null;
    for (const source of sources) {
      const answered = await probe(deps, source, hooks.signal);
      if (answered.ok) return answered;
      if (hooks.signal.aborted) return fail({ code: 'user-stopped' });
      hooks.note('warn', `${source.host}: ${describeFailure(answered.failure)}`);
      source.failures += 1;
      first ??= answered.failure;
    }
    const failure = first ?? { code: 'network-refused' };
    const { patience } = context.limits;
    const silence = clock.now() - started;
    const decision = decideRetry({
      failure,
      failuresWithoutProgress: failures,
      silence,
      patience,
      chance: clock.random(),
    });
    if (decision.kind === 'give-up') return fail(decision.failure);
    hooks.onWait({ failure, until: clock.wall() + decision.delay });
    await delay(clock, decision.delay, hooks.signal);
    hooks.onWait(null);
    if (hooks.signal.aborted) return fail({ code: 'user-stopped' });
  }
}
