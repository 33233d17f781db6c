import { expect, it } from 'vitest';
import { totalLength } from '../../../shared/model/byte-range.ts';
import { decodeControl } from '../policy/control-file/control-file.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryEngine, memoryTarget } from '../testing/memory/memory-engine.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const body = seededBytes(53, 0, 4 * 1024 * 1024);
/**
 * Milliseconds: until the next flush, what its writes may take (20 each, two at a time), those of the
 * control file, the sync that they may have to wait for, and a look at it.
 */
const savedWithin = 100 + 2 * 20 + 2 * 20 + 10 + 25;

/** Bytes that the control file names, as a kill at this moment would leave it. */
function saved(disk: MemoryDisk): number {
  const content = disk.contentOf(`${memoryTarget}.part.tributary`);
  const decoded = content === null ? null : decodeControl(content);
  return decoded?.ok === true ? totalLength(decoded.value.state.written) : 0;
}

it('I2: at every moment all that came is saved but for the last fifth of a second', async () => {
  const disk = new MemoryDisk();
  const run = new MemoryEngine({
    disk,
    server: { body, etag: '"one"', ranges: true },
    records: new Map(),
    chance: seededChance(3),
    interval: 20,
    slowestSync: 10,
  });
  const download = run.begin();
  const past: { readonly at: number; readonly served: number }[] = [];
  let moments = 0;
  await run.until(() => {
    const at = run.clock.now();
    past.push({ at, served: run.transport.served });
    if (download.state.kind === 'downloading') {
      moments += 1;
      const due = past.findLast((moment) => moment.at <= at - savedWithin)?.served ?? 0;
      expect(saved(disk)).toBeGreaterThanOrEqual(due);
    }
    return download.state.kind === 'completed';
  });
  expect(moments).toBeGreaterThan(40);
});
