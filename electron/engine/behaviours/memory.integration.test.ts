import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openHarness } from './engine-harness.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

interface Held {
  /** Bytes of buffers that are in use. */
  readonly buffers: number;
  /** Bytes of JavaScript's own heap. */
  readonly heap: number;
}

async function held(): Promise<Held> {
  // Sockets give theirs back a moment after they were closed.
  await new Promise((resolve) => setTimeout(resolve, 200));
  collect();
  collect();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return { buffers: arrayBuffers, heap: heapUsed };
}

test(
  '200 downloads that are finished and stay in the list hold no buffers, and little else',
  {
    timeout: 180_000,
  },
  async () => {
    const harness = await openHarness();
    try {
      const server = await harness.serve({ size: 700_000 });
      const fetchSome = async (from: number, to: number): Promise<void> => {
        for (let number = from; number < to; number += 1) {
          const options = { url: `${server.origin}/${number}.bin`, connections: 8 };
          expect((await harness.fetch(options)).state).toBe('completed');
        }
      };
      await fetchSome(0, 10);
      const before = await held();
      await fetchSome(10, 210);
      expect(harness.engine.list()).toHaveLength(210);
      const after = await held();
      expect(after.buffers - before.buffers).toBeLessThan(8 << 20);
      // The record of each, and how the last 64 of them went: 8 KiB for each of the 200.
      expect(after.heap - before.heap).toBeLessThan(200 << 13);
    } finally {
      await harness.close();
    }
  },
);
