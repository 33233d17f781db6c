import type { RangeServerOptions } from '../../../electron/engine/testing/range-server/range-server-options.ts';
import { startRangeServer } from '../../../electron/engine/testing/range-server/range-server.ts';
import { ReadBytes, tcpTableNow } from './unread-bytes.ts';
import type { ServerCount } from './server-count.ts';

/** The process of `startRangeProcess`: it ends when the channel to its parent does. */
const server = await startRangeServer(JSON.parse(process.argv[2] ?? '{}') as RangeServerOptions);
const readBytes = new ReadBytes(Number(new URL(server.origin).port));
process.send?.(server.origin);
process.on('message', () => {
  // Read in one go with the counter, so that both are of the same moment.
  const at = performance.timeOrigin + performance.now();
  const table = tcpTableNow();
  const { age, bytesSent, lastSentAt, maxConnections, requests } = server.stats;
  const count: ServerCount = {
    at,
    firstAt: requests.length === 0 ? null : performance.timeOrigin + performance.now() - age,
    ...{ requests: requests.length, bytes: bytesSent, read: readBytes.of(table, bytesSent) },
    ...{ lastAt: lastSentAt, connections: maxConnections },
  };
  process.send?.(count);
});
process.once('disconnect', () => {
  process.exit(0);
});
