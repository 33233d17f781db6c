import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  countsLine,
  exitStatus,
  judgeStep,
  playwrightCounts,
  sumCounts,
  vitestCounts,
} from './test-counts.ts';
import { vitestFailures } from './failed-tests.ts';
import { againMost, runMost, runSteps, testSteps, type Step } from './test-steps.ts';

let folder = '';
let printed: string[] = [];
let stopping = new AbortController();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-steps-'));
  printed = [];
  stopping = new AbortController();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A step that runs `code` in Node; it may write a report of Vitest's form. */
function step(name: string, code: string, more: Partial<Step> = {}): Step {
  return { name, command: [process.execPath, '-e', code], limit: 1, ...more };
}

async function countsOf(...steps: readonly Step[]): Promise<readonly string[]> {
  const results = await runSteps(steps, folder, (line) => printed.push(line), stopping.signal);
  return results.map((result) => `${result.name}: ${countsLine(result.counts)}`);
}

function withReport(name: string, passed: number, failed: number, status: number): Step {
  const path = join(folder, `${name}.json`);
  const text = JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 1,
    numTodoTests: 0,
  });
  const code = `require('fs').writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(text)}); process.exit(${String(status)})`;
  return step(name, code, { report: { path, count: vitestCounts } });
}

describe('runSteps', () => {
  test('goes on after a step that failed, and counts tests by their report', async () => {
    expect(
      await countsOf(step('lint', 'process.exit(3)'), withReport('unit', 5, 0, 0), step('build', '0')),
    ).toEqual([
      'lint: 0 passed, 1 failed',
      'unit: 5 passed, 0 failed, 1 skipped',
      'build: 1 passed, 0 failed',
    ]);
    expect(printed.some((line) => line.startsWith('=== lint: FAILED in '))).toBe(true);
  });

  test('steps beside each other run at one time, and the next one waits for them', async () => {
    const file = JSON.stringify(join(folder, 'there'));
    const waits = `const end = Date.now() + 10_000;
      (function look() {
        if (require('fs').existsSync(${file})) process.exit(0);
        if (Date.now() > end) process.exit(1);
        setTimeout(look, 10);
      })()`;
    const first = step('first', waits);
    const second = step('second', `require('fs').writeFileSync(${file}, '')`, { beside: true });
    const third = step('third', '0');
    expect(await countsOf(first, second, third)).toEqual([
      'first: 1 passed, 0 failed',
      'second: 1 passed, 0 failed',
      'third: 1 passed, 0 failed',
    ]);
    const heads = printed.filter((line) => line.includes('==='));
    expect(heads.at(-2)).toBe('\n=== third');
  });

  test('does not run what needs a step that failed', async () => {
    const late = step('e2e', '0', { needs: 'build' });
    expect(await countsOf(step('build', 'process.exit(1)'), late)).toEqual([
      'build: 0 passed, 1 failed',
      'e2e: 0 passed, 1 failed',
    ]);
    expect(printed).toContain('Not run: build failed.');
    expect(await countsOf(step('build', '0'), late)).toEqual([
      'build: 1 passed, 0 failed',
      'e2e: 1 passed, 0 failed',
    ]);
  });

  test('says which file or command is not there', async () => {
    const noFile = step('e2e', '0', { file: 'e2e/absent.config.ts' });
    const noCommand = { name: 'none', command: ['no-such-command-here'], limit: 1 };
    expect(await countsOf(noFile, noCommand)).toEqual([
      'e2e: 0 passed, 1 failed',
      'none: 0 passed, 1 failed',
    ]);
    expect(printed).toContain('Not run: e2e/absent.config.ts is not there.');
    expect(printed.join('\n')).toContain('ENOENT');
  });

  test('a report of no test, no report, or a failure that no test shows is a failure', async () => {
    const none = step('none', '0', { report: { path: join(folder, 'absent.json'), count: vitestCounts } });
    expect(await countsOf(withReport('empty', 0, 0, 0), none, withReport('torn', 4, 0, 1))).toEqual([
      'empty: 0 passed, 1 failed, 1 skipped',
      'none: 0 passed, 1 failed',
      'torn: 4 passed, 1 failed, 1 skipped',
    ]);
  });

  test('ends a step, and what it started, that takes too long', async () => {
    const began = performance.now();
    const hang = step(
      'hang',
      `require('child_process').spawnSync(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])`,
    );
    expect(await countsOf({ ...hang, limit: 0.01 })).toEqual(['hang: 0 passed, 1 failed']);
    expect(printed.some((line) => line.startsWith('hang did not end in '))).toBe(true);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('ends a step with the time of the whole run, too', async () => {
    const hang = step('hang', 'setInterval(() => {}, 1000)');
    const results = await runSteps([hang], folder, (line) => printed.push(line), stopping.signal, 0.01);
    expect(results.map(({ counts }) => countsLine(counts))).toEqual(['0 passed, 1 failed']);
  });
});

describe('tests that fail beside all others', () => {
  /** A step of ten tests, of which `failing` fail; when it is run again by itself, `still` do. */
  function shaky(failing: number, still: number): Step {
    const path = join(folder, 'shaky.json');
    const write = (ran: number, failed: number): string => {
      const report = {
        numPassedTests: ran - failed,
        numFailedTests: failed,
        testResults: Array.from({ length: failed }, (_, number) => ({
          name: join(folder, `shaky-${String(number)}.test.ts`),
          status: 'failed',
          assertionResults: [{ status: 'failed', fullName: 'now and then' }],
        })),
      };
      const text = JSON.stringify(JSON.stringify(report));
      return `require('fs').writeFileSync(${JSON.stringify(path)}, ${text}); process.exit(${String(Math.sign(failed))})`;
    };
    return step('shaky', write(10, failing), {
      report: {
        path,
        count: vitestCounts,
        failures: (text) => vitestFailures(text, folder),
        again: (failed) => [process.execPath, '-e', write(failed.length, still)],
      },
    });
  }

  const outcome = async (failing: number, still: number): Promise<string> => {
    const [result] = await runSteps(
      [shaky(failing, still)],
      folder,
      (line) => printed.push(line),
      stopping.signal,
    );
    if (result === undefined) return '';
    return `${countsLine(result.counts)}, unsteady: ${result.unsteady.map(({ file }) => file).join(' ')}`;
  };

  test('are run once more by themselves, and named when they pass', async () => {
    expect(await outcome(2, 0)).toBe('10 passed, 0 failed, unsteady: shaky-0.test.ts shaky-1.test.ts');
  });

  test('stay failed when one fails again', async () => {
    expect(await outcome(2, 1)).toBe('8 passed, 2 failed, unsteady: ');
  });

  test('are not run again when they are many', async () => {
    expect(await outcome(againMost + 1, 0)).toBe('6 passed, 4 failed, unsteady: ');
  });
});

test('when it is stopped it ends the step that runs and starts none', async () => {
  const counts = countsOf(step('first', 'setInterval(() => {}, 1000)'), step('second', '0'));
  stopping.abort();
  expect(await counts).toEqual(['first: 0 passed, 1 failed', 'second: 0 passed, 1 failed']);
  expect(printed.some((line) => line.includes('second'))).toBe(false);
});

test('the run is everything, in an order in which a failure tells most, within 25 minutes', () => {
  const steps = testSteps(folder, folder);
  expect(steps.map(({ name }) => name)).toEqual([
    'typecheck',
    'lint',
    'format',
    'build',
    'unit',
    'integration',
    'e2e',
  ]);
  expect(runMost).toBeLessThan(25);
});

describe('counts', () => {
  test('the last line says passed and failed, and skipped only when something was', () => {
    expect(countsLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(
      countsLine(
        sumCounts([
          { passed: 3, failed: 1, skipped: 2 },
          { passed: 1, failed: 1, skipped: 0 },
        ]),
      ),
    ).toBe('4 passed, 2 failed, 2 skipped');
  });

  test('the run is good only when something passed and nothing failed', () => {
    expect([
      exitStatus({ passed: 1, failed: 0, skipped: 5 }),
      exitStatus({ passed: 9, failed: 1, skipped: 0 }),
    ]).toEqual([0, 1]);
    expect(exitStatus({ passed: 0, failed: 0, skipped: 3 })).toBe(1);
  });

  test('reads a Playwright report, where flaky tests and errors outside tests are failures', () => {
    const stats = { expected: 7, unexpected: 1, flaky: 2, skipped: 3 };
    expect(playwrightCounts(JSON.stringify({ stats, errors: [{}] }))).toEqual({
      passed: 7,
      failed: 4,
      skipped: 3,
    });
  });

  test('a report that is none counts as none', () => {
    for (const text of ['', '[]', 'null', '{}', '{"numPassedTests":"4"}']) {
      expect([vitestCounts(text), playwrightCounts(text)]).toEqual([null, null]);
    }
    expect(judgeStep(0, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

test('an older Node is told in one sentence, and exits 1', async () => {
  const gate = fileURLToPath(new URL('../node-24.mjs', import.meta.url));
  const older = `data:text/javascript,${encodeURIComponent(
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.0' } })",
  )}`;
  const result = await new Promise<{ status: unknown; said: string }>((resolve) => {
    execFile(process.execPath, ['--import', older, gate, 'test'], (error, stdout, stderr) => {
      resolve({ status: error?.code, said: stdout + stderr });
    });
  });
  expect(result.status).toBe(1);
  expect(result.said).toMatch(/^Tributary needs Node 24 or newer, and this is v[\d.]+: [^\n]+\n$/);
});
