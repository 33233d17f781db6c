import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failedLine } from './test/failed-tests.ts';
import { ensureParts, installerHere } from './test/install-parts.ts';
import { countsLine, exitStatus, oneFailed, sumCounts } from './test/test-counts.ts';
import { placesHere, testParts } from './test/test-parts.ts';
import { runSteps, testSteps } from './test/test-steps.ts';

/** `npm test`: everything, on any machine. The last line is `N passed, N failed`. */
const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'tributary-reports-'));
const print = (line: string): void => {
  console.log(line);
};
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping.abort();
  });
}
try {
  const complete = await ensureParts(testParts, installerHere(placesHere()));
  const results = await runSteps(testSteps(reports, root), root, print, stopping.signal);
  print('');
  for (const { failed } of results) for (const test of failed) print(`FAILED: ${failedLine(test)}`);
  for (const { unsteady } of results)
    for (const test of unsteady) print(`unsteady, passed by itself: ${failedLine(test)}`);
  for (const { name, counts, seconds } of results) {
    print(`${name.padEnd(12)} ${countsLine(counts)} (${seconds.toFixed(1)} s)`);
  }
  const total = sumCounts([...results.map((result) => result.counts), ...(complete ? [] : [oneFailed])]);
  if (!complete) print('parts        some are missing: see the top of this output');
  print(countsLine(total));
  process.exitCode = exitStatus(total);
} finally {
  rmSync(reports, { recursive: true, force: true });
}
