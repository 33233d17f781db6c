import type { RangeServerOptions } from '../../../electron/engine/testing/range-server/range-server-options.ts';
import { startRangeProcess, type RangeProcess } from '../servers/range-process.ts';
import { sumOf } from '../servers/server-count.ts';
import { benchSeed, fileName, modified, type RunServers } from './file-stage.ts';

/** Servers of the reference, each with its own rates. */
export function rangeServers(
  size: number,
  ...options: readonly [RangeServerOptions, ...RangeServerOptions[]]
): () => Promise<RunServers> {
  return async () => {
    const common = { seed: benchSeed, size, lastModified: modified.toUTCString() };
    const [first, ...others] = options;
    const main = await startRangeProcess({ ...common, ...first });
    const further: RangeProcess[] = [];
    for (const each of others) further.push(await startRangeProcess({ ...common, ...each }));
    const all = [main, ...further];
    return {
      urls: [main.urlOf(fileName), ...further.map((each) => each.urlOf(fileName))],
      count: async () => sumOf(await Promise.all(all.map((each) => each.count()))),
      stop: async () => {
        await Promise.all(all.map((each) => each.stop()));
      },
    };
  };
}
