import { parseArgs } from 'node:util';
import type { RangeServerOptions } from './range-server-options.ts';
import { startRangeServer } from './range-server.ts';

/**
 * The range server as a process of its own: `node range-server-main.ts --json-options '{…}'`.
 * Prints its URL on the first line of stdout; SIGTERM and SIGINT end it with 0.
 */
const { values } = parseArgs({ options: { 'json-options': { type: 'string', default: '{}' } } });
const server = await startRangeServer(JSON.parse(values['json-options']) as RangeServerOptions);
process.stdout.write(`${server.url}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void server.close().then(() => process.exit(0));
  });
}
