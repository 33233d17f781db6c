import { whatHappened } from '../../../shared/model/words/what-happened.ts';
import { delay } from '../delay.ts';
import { sampleRanges } from '../policy/proof/samples.ts';
import { compareSamples } from '../sources/source-proof.ts';
import { openDeps } from './transfer-options.ts';
import type { TransferState } from './transfer-state.ts';
import type { Source } from '../sources/source.ts';

const enoughToCompare = 64 * 1024;

/**
 * Compares every mirror that is not trusted yet with bytes that are on disk, and trusts it or sets
 * it aside. Until then none of its bytes are used. Resolves when all have been judged.
 */
export async function admitMirrors(state: TransferState, signal: AbortSignal): Promise<void> {
  const candidates = state.usableSources().filter((source) => !source.trusted);
  if (candidates.length === 0) return;
  const { received } = state.options.writer;
  while (received.total < enoughToCompare && !signal.aborted) await delay(state.options.clock, 20, signal);
  await Promise.all(candidates.map((source) => admit(state, source, signal)));
  state.wakeAll();
}

async function admit(state: TransferState, source: Source, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { writer, note } = state.options;
  const samples = sampleRanges(writer.received.written());
  const compared = await compareSamples(
    openDeps(state.options, 0),
    source,
    state.size,
    samples,
    writer.part,
    signal,
  );
  if (signal.aborted) return;
  if (compared.ok && compared.value === 'same' && !contradicts(state, source)) {
    source.trusted = true;
    source.state = 'good';
    note(0, 'info', `${source.host} offers the same file`);
  } else {
    const failure =
      !compared.ok && compared.failure.kind === 'failed' ? compared.failure.failure : differentFile;
    source.setAside(failure);
    note(0, 'warn', `${source.host} is set aside: ${whatHappened(failure)}`);
  }
  state.wakeAll();
}

/** Whether its sum of the file is another than that of a source in use: the samples missed what differs. */
function contradicts(state: TransferState, source: Source): boolean {
  return state
    .usableSources()
    .some(
      (other) =>
        other.trusted &&
        other.sums.all.some((sum) =>
          source.sums.all.some(({ algorithm, hex }) => algorithm === sum.algorithm && hex !== sum.hex),
        ),
    );
}

const differentFile = { code: 'server-changed', facts: { why: 'mirror-differs' } } as const;
