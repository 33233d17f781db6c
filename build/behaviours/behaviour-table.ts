import { isAbsolute, relative, sep } from 'node:path';
import * as v from 'valibot';
import { behaviourFamilies, behaviourRows, type BehaviourRow } from './behaviour-rows.ts';

const reportSchema = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      assertionResults: v.array(
        v.object({ ancestorTitles: v.array(v.string()), title: v.string(), status: v.string() }),
      ),
    }),
  ),
});

/** One test of a run. */
export interface ReportedTest {
  /** Relative to the repository, with slashes. */
  readonly file: string;
  readonly titles: readonly string[];
  /** `passed`, `failed`, or what else Vitest says. */
  readonly status: string;
}

/** Tests in Vitest's JSON report; null where it is none. */
export function testsOfReport(text: string, root: string): readonly ReportedTest[] | null {
  const parsed = v.safeParse(reportSchema, parseJson(text));
  if (!parsed.success) return null;
  return parsed.output.testResults.flatMap(({ name, assertionResults }) => {
    const path = isAbsolute(name) ? relative(root, name) : name;
    const file = path.split(sep).join('/');
    return assertionResults.map(({ ancestorTitles, title, status }) => ({
      file,
      titles: [...ancestorTitles, title],
      status,
    }));
  });
}

/** Ids at the front of a title: `A16, A17: …`, `H7, H8: …`. */
export function idsOfTitle(title: string): readonly string[] {
  const front = /^([A-I]\d{1,2}(?:, ?[A-I]\d{1,2})*):/.exec(title)?.[1];
  return front?.split(/, ?/) ?? [];
}

/** Tests of what serves the tests say nothing of the program. */
function isOfTheProgram({ file }: ReportedTest): boolean {
  return !file.startsWith('electron/engine/testing/') && !file.startsWith('build/');
}

/** Whether real files and sockets took part, or one part of the program alone. */
function isWhole({ file }: ReportedTest): boolean {
  return /\.integration\.test\.tsx?$/.test(file);
}

const idPart = /^[A-I]\d{1,2}(?:, ?[A-I]\d{1,2})*: /;

interface RowTests {
  readonly row: BehaviourRow;
  readonly tests: readonly ReportedTest[];
}

/** The rows with the tests that carry their ids, and ids of tests that are no row. */
export function testsOfRows(tests: readonly ReportedTest[]): {
  readonly rows: readonly RowTests[];
  readonly strangers: readonly string[];
} {
  const byId = new Map<string, ReportedTest[]>(behaviourRows.map(({ id }) => [id, []]));
  const strangers = new Set<string>();
  for (const test of tests.filter(isOfTheProgram)) {
    for (const id of new Set(test.titles.flatMap(idsOfTitle))) {
      const known = byId.get(id);
      if (known === undefined) strangers.add(id);
      else known.push(test);
    }
  }
  const rows = behaviourRows.map((row) => ({ row, tests: byId.get(row.id) ?? [] }));
  return { rows, strangers: [...strangers].sort() };
}

/** The page, in Markdown: the same for the same tests and results, whatever their order and time. */
export function behaviourPage(tests: readonly ReportedTest[]): string {
  const { rows, strangers } = testsOfRows(tests);
  const covered = rows.filter((each) => each.tests.length > 0);
  const bare = rows.filter((each) => each.tests.length === 0).map(({ row }) => row.id);
  const single = covered.filter((each) => !each.tests.some(isWhole)).map(({ row }) => row.id);
  const failed = rows.filter((each) => each.tests.some(({ status }) => status === 'failed'));
  const parts = [
    '# Server behaviours',
    `\`npm run behaviours\` wrote this page out of a run of the tests; nobody edits it. A test belongs to a
row when its name, or that of a group it is in, begins with the row's id. A whole run has real files and
sockets; a part is tested alone, as a function or over a disk in memory. That a row has a test does not
say that the test sees all of it.`,
    `${covered.length} of ${rows.length} rows have tests. Without a test: ${listed(bare)}. With tests of
parts only: ${listed(single)}. With a test that failed: ${listed(failed.map(({ row }) => row.id))}.`,
    ...(strangers.length === 0 ? [] : [`Ids of tests that are no row: ${strangers.join(', ')}.`]),
    ...Object.entries(behaviourFamilies).flatMap(([letter, title]) => {
      const own = rows.filter(({ row }) => row.id.startsWith(letter));
      return [`## ${letter}. ${title}`, familyTable(own), ...own.flatMap(rowTests)];
    }),
  ];
  return `${parts.join('\n\n')}\n`;
}

function familyTable(rows: readonly RowTests[]): string {
  const lines = rows.map(({ row, tests }) => {
    const whole = tests.filter(isWhole);
    const parts = tests.filter((test) => !isWhole(test));
    const results = tests.length === 0 ? ['**no test**', ''] : [countsOf(whole), countsOf(parts)];
    return `| ${[row.id, plain(row.happens), plain(row.outcome), ...results].join(' | ')} |`;
  });
  const head = ['row', 'what happens', 'what must come of it', 'whole runs', 'parts'];
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines].join('\n');
}

/** `3 passed`, `1 failed, 2 passed`; empty without tests. */
function countsOf(tests: readonly ReportedTest[]): string {
  const statuses = [...new Set(tests.map(({ status }) => status))].sort();
  return statuses.map((each) => `${tests.filter(({ status }) => status === each).length} ${each}`).join(', ');
}

/** The tests of a row: file, title, result; those that differ in nothing that is shown stand there once. */
function rowTests({ row, tests }: RowTests): readonly string[] {
  if (tests.length === 0) return [];
  const lines = tests.map(({ file, titles, status }) => {
    const named = titles.map((title) => title.replace(idPart, '')).join(' › ');
    return `- ${file}: ${plain(named)}: ${status}`;
  });
  return [`${row.id}:`, [...new Set(lines)].sort().join('\n')];
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? 'none' : ids.join(', ');
}

/** Text in which Markdown sees nothing, on one line. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#&]/g, '\\$&').replace(/\s+/g, ' ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
