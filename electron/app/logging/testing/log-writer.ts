/** A process of its own that writes `count` numbered lines to the log folder, as fast as it can. */
import { createLogger } from '../create-logger.ts';

const [folder = '', name = '', count = '0'] = process.argv.slice(2);
const log = createLogger({ folder, env: process.env, stderr: null });
process.stdout.write('ready\n');
process.stdin.once('data', () => {
  for (let i = 0; i < Number(count); i++) log.info(`line ${name}-${i} ${'x'.repeat(i % 90)}`);
  void log.close().then(() => process.exit(0));
});
