import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail } from '../../../shared/model/result.ts';
import { whatHappened } from '../../../shared/model/words/what-happened.ts';
import type { DownloadContext } from '../engine-options.ts';
import type { OpenDeps } from './open-source.ts';
import { decideRetry, outOfPatience } from '../policy/retries/retry-policy.ts';
import { probe, type Probe, type Resource } from './probe.ts';
import type { Source } from './source.ts';
import { deadline } from '../wake/deadline.ts';
import type { Nap } from '../wake/nap.ts';

/**
 * Asks the sources in turn until one answers, with the waits of the retry policy between the
 * rounds. The failure is that of the first source: the one that the user gave.
 */
export async function probeUntilAnswered(
  context: DownloadContext,
  sources: readonly Source[],
  deps: OpenDeps,
  hooks: {
    readonly nap: Nap;
    readonly signal: AbortSignal;
    readonly note: (level: 'warn', text: string) => void;
    /** Why a resource cannot be used; null where it can. */
    readonly objection: (resource: Resource) => Failure | null;
    /** Told where a first contact is made, before it is; null while none is. */
    readonly onContact: (source: Source | null) => void;
    readonly onWait: (wait: { readonly failure: Failure; readonly due: number } | null) => void;
  },
): Promise<Result<Probe, Failure>> {
  const { clock } = context.ports;
  const { nap } = hooks;
  const started = clock.now();
  const { patience } = context.limits;
  const silence = (): number => {
    context.lookAround();
    return clock.now() - Math.max(started, nap.wokenAt);
  };
  let last: Failure = { code: 'network-timeout' };
  for (let failures = 1; ; failures += 1) {
    let first: Failure | null = null;
    for (const source of sources) {
      // Patience ends in the middle of a request, too.
      const { signal, lift } = deadline(clock, silence, patience, hooks.signal);
      hooks.onContact(source);
      const answered = withObjection(await probe(deps, source, signal), hooks.objection);
      lift();
      hooks.onContact(answered.ok ? source : null);
      if (answered.ok) return answered;
      if (hooks.signal.aborted) return fail({ code: 'user-stopped' });
      if (signal.aborted) return fail(outOfPatience({ failure: last, patience }).failure);
      last = answered.failure;
      hooks.note('warn', `${source.host}: ${whatHappened(answered.failure)}`);
      source.failures += 1;
      first ??= answered.failure;
    }
    const failure = first ?? { code: 'network-refused' };
    const decision = decideRetry({
      failure,
      failuresWithoutProgress: failures,
      firstContact: true,
      silence: silence(),
      patience,
      chance: clock.random(),
    });
    if (decision.kind === 'give-up') return fail(decision.failure);
    hooks.onWait({ failure, due: clock.now() + decision.delay });
    await nap.wait(decision.delay, failure.code === 'server-asked-to-wait', hooks.signal);
    hooks.onWait(null);
    if (hooks.signal.aborted) return fail({ code: 'user-stopped' });
  }
}

/** A contact that was made, unless there is something against what it found: then it is closed, and its source not used. */
export function withObjection(
  probed: Result<Probe, Failure>,
  objection: (resource: Resource) => Failure | null,
): Result<Probe, Failure> {
  const failure = probed.ok ? objection(probed.value.resource) : null;
  if (!probed.ok || failure === null) return probed;
  probed.value.opened?.reply.cancel();
  probed.value.source.setAside(failure);
  return fail(failure);
}
