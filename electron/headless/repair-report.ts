import { exitStatusOf } from '../../shared/model/reasons.ts';
import { formatBytes } from '../../shared/model/units.ts';
import type { RepairEnd } from '../engine/repair/repair-file.ts';
import type { RepairProgress } from '../engine/repair/repair-parts.ts';
import { exitStatus, printable, writeLine, type CommandIo } from './command-io.ts';
import { failureSentence } from './failure-sentence.ts';

const drawEvery = 100;
const columnsUsual = 80;

/** What `tributary repair` prints: a line that moves on a terminal, notes, and how it ended. */
export function repairReport(
  { file, json, quiet }: { readonly file: string; readonly json: boolean; readonly quiet: boolean },
  { stdout, stderr }: Pick<CommandIo, 'stdout' | 'stderr'>,
) {
  const draws = !quiet && !json && stderr.isTTY === true;
  let drawnAt = -Infinity;
  const clear = (): void => {
    if (drawnAt !== -Infinity) stderr.write('\r\u001b[K');
    drawnAt = -Infinity;
  };
  return {
    progress: ({ doing, done, of }: RepairProgress): void => {
      const now = performance.now();
      if (!draws || now - drawnAt < drawEvery) return;
      drawnAt = now;
      const percent = of === 0 ? 100 : Math.floor((100 * done) / of);
      const word = doing === 'checking' ? 'Checking' : 'Comparing and fetching';
      stderr.write(
        `\r\u001b[K${`${word} ${printable(file)} ${percent} %`.slice(0, (stderr.columns ?? columnsUsual) - 1)}`,
      );
    },
    note: (text: string): void => {
      clear();
      if (!quiet) writeLine(stderr, printable(text));
    },
    /** The exit status. */
    end: (end: RepairEnd): number => {
      clear();
      const { kind, fetched, requests } = end;
      const status = kind === 'failed' ? exitStatusOf(end.failure.code) : exitStatus.ok;
      const replaced = kind === 'repaired' ? end.replaced : 0;
      const code = kind === 'failed' ? end.failure.code : null;
      if (json)
        writeLine(stdout, JSON.stringify({ event: 'end', state: kind, fetched, requests, replaced, code }));
      if (kind === 'failed') writeLine(stderr, `${printable(file)}: ${failedSentence(end, file)}`);
      else if (!json && !quiet) writeLine(stderr, `${printable(file)}: ${doneSentence(end)}`);
      return status;
    },
  };
}

function doneSentence(end: Exclude<RepairEnd, { kind: 'failed' }>): string {
  if (end.kind === 'whole') return 'matches its sum; there was nothing to repair.';
  return `repaired: ${formatBytes(end.replaced)} replaced, ${formatBytes(end.fetched)} fetched; it matches now.`;
}

function failedSentence({ failure, fetched }: Extract<RepairEnd, { kind: 'failed' }>, file: string): string {
  if (failure.code === 'file-exists')
    return `${printable(file)}.repair is not Tributary's: move it away first; nothing was changed.`;
  if (failure.code === 'user-stopped') return 'interrupted; nothing was changed.';
  if (failure.code === 'file-hash-mismatch')
    return `not repaired, and not changed: nothing that the sources brought makes it match (${formatBytes(fetched)} fetched). Another source or another sum is needed.`;
  return `not repaired, and not changed. ${failureSentence(failure)}`;
}
