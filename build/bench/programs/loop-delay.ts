import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

// Loaded before a program (node --import): when that ends it leaves how long its event loop kept others waiting.
if (isMainThread) {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  process.once('exit', () => {
    writeFileSync(join(homedir(), 'loop-delay'), String(delays.percentile(99)));
  });
}
