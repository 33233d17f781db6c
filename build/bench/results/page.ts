import { caseTable } from './case-table.ts';
import { goalTable } from './goal-table.ts';
import { sizeText } from './number-text.ts';
import type { BenchRecord } from './record.ts';

/** What the window's part of the page begins with; what follows it is not ours to write. */
const windowHeading = '## The window';

/** `docs/benchmarks.md`; `rest` is what `bench:window` wrote below, kept as it stands. */
export function benchPage(record: BenchRecord, rest = ''): string {
  const cases = record.cases.map(
    (each) => `### ${each.id}: ${each.title}, ${sizeText(each.size)}

${caseNote(each)}${caseTable(each)}`,
  );
  return `# Benchmarks

\`npm run bench -- --write\` wrote this page, [benchmarks.json](benchmarks.json) beside it with every single run,
and the picture. Each figure is a whole process from its start to its end, on one machine, from servers on
loopback, files in memory where nothing else is said; programs in turn (A B C A B C), medians, and what lies
between the least and the most. Each has its best settings for the case. CPU is user and system time of
all processes, memory the most that was resident in them. The bytes were compared after every run: one that
ended badly or brought others is counted as failed and is in no figure. A program that took more than
8 s and 2.5 times as long as the fastest in the first round was run once. Ratios are of runs of one round, the median of them:
under 1 is faster than the other. Absolute times say little about another machine.

${record.machine} · ${record.date}
${record.versions}
${record.cut === null ? '' : `\nThis run: ${record.cut}.\n`}
![Wall time over the shortest that is possible, for each program and case](pictures/benchmarks.svg)

## Goals

${goalTable(record)}

## Cases

${cases.join('\n\n')}
${rest === '' ? '' : `\n${rest}`}`;
}

/** The window's part of an existing page, from its heading on; nothing where there is none. */
export function windowPart(page: string): string {
  const at = page.indexOf(`\n${windowHeading}\n`);
  return at === -1 ? '' : page.slice(at + 1);
}

/** The page with another part for the window. */
export function withWindowPart(page: string, part: string): string {
  const at = page.indexOf(`\n${windowHeading}\n`);
  const before = at === -1 ? page : page.slice(0, at);
  return `${before.trimEnd()}\n\n${windowHeading}\n\n${part.trim()}\n`;
}

function caseNote({ limit, rounds }: BenchRecord['cases'][number]): string {
  const words = limit === null ? '' : `Limit: ${limit.seconds.toFixed(2)} s, ${limit.words}. `;
  return `${words}${String(rounds)} ${rounds === 1 ? 'round' : 'rounds'}.\n\n`;
}
