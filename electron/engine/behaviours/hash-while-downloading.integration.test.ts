import { expect, test } from 'vitest';
import { openHarness } from './engine-harness.ts';
import type { Sum } from '../../../shared/model/sums.ts';
import type { FileHasher } from '../ports/hasher.ts';
import { seededSum } from '../testing/range-server/seeded-body.ts';

const mebibyte = 1 << 20;

test('at most 64 MiB of a file are read to be hashed after its last byte has come, and none twice', async () => {
  const size = 200 * mebibyte;
  const hashers: { readonly hasher: FileHasher<readonly Sum[]>; readAtLastByte: number }[] = [];
  const harness = await openHarness({
    speed: 1,
    ports: (ports) => ({
      ...ports,
      hashers: {
        ...ports.hashers,
        startAll(path, algorithms) {
          const hasher = ports.hashers.startAll(path, algorithms);
          const entry = { hasher, readAtLastByte: -1 };
          hashers.push(entry);
          return {
            advance: (end) => hasher.advance(end),
            // Asked for as soon as every byte has come.
            finish(length) {
              entry.readAtLastByte = hasher.read;
              return hasher.finish(length);
            },
            get hashed() {
              return hasher.hashed;
            },
            get read() {
              return hasher.read;
            },
            cancel: () => hasher.cancel(),
          };
        },
      },
    }),
  });
  try {
    const server = await harness.serve({ size, rate: 12 * mebibyte });
    const checksum = { algorithm: 'sha1', hex: seededSum(1, size) } as const;
    const end = await harness.fetch({ url: server.url, connections: 6, checksum, within: 50_000 });
    expect(end).toMatchObject({ state: 'completed', record: { computed: checksum } });
    const [entry, ...others] = hashers;
    expect(others).toEqual([]);
    expect(entry?.hasher.read).toBe(size);
    expect(size - (entry?.readAtLastByte ?? 0)).toBeLessThanOrEqual(64 * mebibyte);
  } finally {
    await harness.close();
  }
});
