import { describe, expect, it } from 'vitest';
import type { DownloadRecord } from '../ports/catalog.ts';
import { MemoryDisk } from '../testing/memory-disk.ts';
import { MemoryEngine, memoryTarget } from '../testing/memory-engine.ts';
import type { FileCall } from '../testing/memory-files.ts';
import { seededBytes } from '../testing/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const body = seededBytes(47, 0, 2 * 1024 * 1024 + 54_321);
const server = { body, etag: '"one"', ranges: true };

/** Bytes that two connections may both fetch where they share the end of a download. */
const sharedMost = 262_144;
/** More than comes in a tick and the saves that follow it: what is lost where nothing can be saved. */
const unsavedMost = 524_288;

/**
 * Runs a download over a disk with a fault, mends the disk, and says what is wrong with what follows.
 * `unsaved`: bytes on record that the next run may fetch again.
 */
async function failAndGoOn(
  fault: (call: FileCall) => string | null,
  expected: string,
  seed: number,
  unsaved: number,
): Promise<{ readonly fault: string | null; readonly calls: number; readonly hit: boolean }> {
  const disk = new MemoryDisk();
  const records = new Map<string, DownloadRecord>();
  const process = new MemoryEngine({ disk, server, records, chance: seededChance(seed), interval: 80 });
  let hit = false;
  process.files.fault = (call) => {
    const errno = fault(call);
    hit ||= errno !== null;
    return errno;
  };
  const download = process.begin();
  const state = await process.rest(download);
  const { calls } = process.files;
  const say = (text: string | null) => ({ fault: text, calls, hit });
  if (state.kind !== 'completed' && state.kind !== 'interrupted') return say(`it ended as ${state.kind}`);
  if (state.kind === 'interrupted' && state.failure.code !== expected)
    return say(`it ended with ${state.failure.code}`);
  if (process.files.open > 0) return say(`${process.files.open} files were left open`);
  if (disk.locks.size > 0) return say('a lock was left');
  process.files.fault = () => null;
  const received = download.record.received;
  const served = process.transport.served;
  if (state.kind === 'interrupted') {
    process.engine.resume(download.id);
    await process.rest(download);
  }
  const wrong = process.fault(download, body);
  // A control file that could not be removed says of a finished file that it is finished.
  if (wrong !== null && wrong !== `left behind: ${memoryTarget}.part.tributary`) return say(wrong);
  // A sync that succeeds after one that failed says nothing of what that one covered.
  const kept = disk.afterPowerCut(disk.moment, 'none', () => 0).contentOf(memoryTarget);
  if (kept === null || Buffer.compare(kept, body) !== 0) return say('a power cut afterwards spoils the file');
  const again = process.transport.served - served;
  const most = body.length - received + unsaved + sharedMost;
  return say(again <= most ? null : `${again} bytes fetched after it, of ${most} at most`);
}

describe('a failing disk', () => {
  for (const [errno, code] of [
    ['EIO', 'file-io'],
    ['ENOSPC', 'file-no-space'],
  ] as const) {
    it(
      `I1, I2: ${errno} at any call ends in ${code}, and the next run ends in the right file`,
      { timeout: 120_000 },
      async ({ task }) => {
        const faults: string[] = [];
        let last = 0;
        for (let number = 1; number <= 150; number += 1) {
          const matches = (call: FileCall): boolean =>
            call.number === number && (errno === 'EIO' || call.changes);
          const outcome = await failAndGoOn((call) => (matches(call) ? errno : null), code, number, 0);
          if (outcome.fault !== null) faults.push(`call ${number} of ${outcome.calls}: ${outcome.fault}`);
          last = number;
          if (outcome.calls < number) break;
        }
        Object.assign(task.meta, { tried: last, faults });
        expect(faults).toEqual([]);
        expect(last).toBeGreaterThan(100);
      },
    );

    it(
      `I1, I2: ${errno} from any call on ends in ${code}, and the next run ends in the right file`,
      { timeout: 120_000 },
      async ({ task }) => {
        const faults: string[] = [];
        let tried = 0;
        for (let number = 1; number <= 150; number += 3) {
          const matches = (call: FileCall): boolean =>
            call.number >= number && (errno === 'EIO' || call.changes) && call.op !== 'remove';
          const outcome = await failAndGoOn(
            (call) => (matches(call) ? errno : null),
            code,
            number,
            unsavedMost,
          );
          tried += 1;
          if (outcome.fault !== null) faults.push(`from call ${number} on: ${outcome.fault}`);
          if (!outcome.hit) break;
        }
        Object.assign(task.meta, { tried, faults });
        expect(faults).toEqual([]);
      },
    );
  }

  it('I1: a file system without room for the file is found out before a byte is fetched', async () => {
    const disk = new MemoryDisk();
    const process = new MemoryEngine({ disk, server, records: new Map(), chance: seededChance(5) });
    process.files.free = body.length - 1;
    const download = process.begin();
    const state = await process.rest(download);
    expect(state).toMatchObject({ kind: 'interrupted', failure: { code: 'file-no-space' } });
    expect([...disk.names.keys()]).toEqual([]);
    process.files.free = body.length;
    process.engine.resume(download.id);
    await process.rest(download);
    expect(process.fault(download, body)).toBeNull();
  });
});
