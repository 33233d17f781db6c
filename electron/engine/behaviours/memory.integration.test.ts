import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openHarness } from './engine-harness.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of buffers that are in use. */
async function bufferBytes(): Promise<number> {
  // Sockets give theirs back a moment after they were closed.
  await new Promise((resolve) => setTimeout(resolve, 200));
  collect();
  collect();
  return process.memoryUsage().arrayBuffers;
}

test('downloads that are finished and stay in the list hold no buffers', async () => {
  const harness = await openHarness();
  try {
    const server = await harness.serve({ size: 3 << 20 });
    const fetchSome = async (from: number, to: number): Promise<void> => {
      for (let number = from; number < to; number += 1) {
        const options = { url: `${server.origin}/${number}.bin`, connections: 8 };
        expect((await harness.fetch(options)).state).toBe('completed');
      }
    };
    await fetchSome(0, 4);
    const before = await bufferBytes();
    await fetchSome(4, 20);
    expect(harness.engine.list()).toHaveLength(20);
    expect((await bufferBytes()) - before).toBeLessThan(8 << 20);
  } finally {
    await harness.close();
  }
});
