import { relative } from 'node:path';

/** A test that failed, by what it takes to run it again. */
export interface FailedTest {
  /** Relative to the project's folder, with slashes. */
  readonly file: string;
  readonly name: string;
  /** Line in its file, from 1, and the host it ran on; only Playwright tells them. */
  readonly line?: number;
  readonly project?: string;
}

/** The tests that failed in Vitest's JSON report; a file that could not be loaded is one by itself. */
export function vitestFailures(report: string, root: string): readonly FailedTest[] {
  return list(parse(report)?.['testResults']).flatMap((result) => {
    const file = pathIn(root, text(result['name']));
    const failed = list(result['assertionResults']).filter(({ status }) => status === 'failed');
    if (failed.length === 0 && result['status'] === 'failed') return [{ file, name: 'the file itself' }];
    return failed.map((test) => ({ file, name: text(test['fullName']) }));
  });
}

/** The tests that failed in Playwright's JSON report; `folder` is that of the specs. */
export function playwrightFailures(report: string, folder: string): readonly FailedTest[] {
  const inSuite = (suite: Fields): readonly FailedTest[] => [
    ...list(suite['suites']).flatMap(inSuite),
    ...list(suite['specs']).flatMap((spec) =>
      list(spec['tests'])
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map((test) => ({
          file: `${folder}/${text(spec['file'])}`,
          name: text(spec['title']),
          line: Number(spec['line']),
          project: text(test['projectName']),
        })),
    ),
  ];
  return list(parse(report)?.['suites']).flatMap(inSuite);
}

/** `e2e/main-job.spec.ts:38 [headless] a wrong SHA-1 …`. */
export function failedLine({ file, line, project, name }: FailedTest): string {
  const place = line === undefined ? file : `${file}:${String(line)}`;
  return `${place}${project === undefined ? '' : ` [${project}]`} ${name}`;
}

type Fields = Readonly<Record<string, unknown>>;

function parse(report: string): Fields | null {
  try {
    const value: unknown = JSON.parse(report);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function pathIn(root: string, path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}
