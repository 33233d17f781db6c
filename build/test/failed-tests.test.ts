import { describe, expect, test } from 'vitest';
import { failedLine, playwrightFailures, vitestFailures } from './failed-tests.ts';

describe('tests that failed', () => {
  test('are named by file and name in a report of Vitest', () => {
    const report = JSON.stringify({
      testResults: [
        {
          name: '/house/electron/a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'one' },
            { status: 'failed', fullName: 'a file that changed is fetched anew' },
          ],
        },
        { name: '/house/electron/b.test.ts', status: 'failed', assertionResults: [] },
        { name: '/house/electron/c.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    });
    expect(vitestFailures(report, '/house').map(failedLine)).toEqual([
      'electron/a.test.ts a file that changed is fetched anew',
      'electron/b.test.ts the file itself',
    ]);
  });

  test('are named by line and host in a report of Playwright, however deep', () => {
    const spec = (title: string, status: string) => ({
      title,
      file: 'main-job.spec.ts',
      line: 38,
      tests: [
        { projectName: 'headless', status },
        { projectName: 'desktop', status: 'skipped' },
      ],
    });
    const report = JSON.stringify({
      suites: [
        { specs: [spec('fine', 'expected')], suites: [{ specs: [spec('a wrong SHA-1', 'unexpected')] }] },
      ],
    });
    expect(playwrightFailures(report, 'e2e').map(failedLine)).toEqual([
      'e2e/main-job.spec.ts:38 [headless] a wrong SHA-1',
    ]);
  });

  test('of a report that is none are none', () => {
    for (const text of ['', '[]', 'null', '{"testResults":3,"suites":[null]}']) {
      expect(vitestFailures(text, '/')).toEqual([]);
      expect(playwrightFailures(text, 'e2e')).toEqual([]);
    }
  });
});
