import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import {
  behaviourPage,
  testsOfReport,
  testsOfRows,
  type ReportedTest,
} from './behaviours/behaviour-table.ts';

/** `npm run behaviours`: runs the tests and writes docs/server-behaviours.md from what came of them. */
const usage = `npm run behaviours -- [--report FILE]...
  --report   JSON reports of Vitest to read in place of a run of the unit and integration tests`;
const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'docs', 'server-behaviours.md');

const { values } = parseArgs({
  options: { report: { type: 'string', multiple: true }, help: { type: 'boolean', default: false } },
});

if (values.help) console.log(usage);
else process.exitCode = await writePage(values.report?.map(readReport) ?? [runTests()]);

async function writePage(reports: readonly (readonly ReportedTest[] | null)[]): Promise<number> {
  const tests = reports.flatMap((report) => report ?? []);
  if (reports.includes(null) || tests.length === 0) {
    console.log('There is no report of a run: nothing was written.');
    return 1;
  }
  const options = (await resolveConfig(page)) ?? {};
  writeFileSync(page, await format(behaviourPage(tests), { ...options, parser: 'markdown' }));
  const { rows, strangers } = testsOfRows(tests);
  const bare = rows.filter((each) => each.tests.length === 0).map(({ row }) => row.id);
  const failed = tests.filter(({ status }) => status === 'failed');
  console.log(`${rows.length - bare.length} of ${rows.length} rows have tests. Without: ${bare.join(' ')}`);
  if (strangers.length > 0) console.log(`No rows: ${strangers.join(' ')}`);
  for (const { file, titles } of failed) console.log(`failed: ${file}: ${titles.join(' › ')}`);
  return failed.length === 0 ? 0 : 1;
}

function readReport(path: string): readonly ReportedTest[] | null {
  return existsSync(path) ? testsOfReport(readFileSync(path, 'utf8'), root) : null;
}

/** Some rows are decided in pure policy, so the unit tests count, too. */
function runTests(): readonly ReportedTest[] | null {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-behaviours-report-'));
  const path = join(folder, 'report.json');
  const script = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const args = [script, 'run', '--config', 'build/vitest.config.ts', ...reporters];
  try {
    spawnSync(process.execPath, [...args, '--project', 'unit', '--project', 'integration'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return readReport(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
