import { describe, expect, it, type TaskMeta } from 'vitest';
import type { InterruptReason } from '../../../shared/model/reasons.ts';
import { fileFailure, type FileOperation } from '../adapters/file-failure.ts';
import type { DownloadRecord } from '../ports/catalog.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryEngine, memoryTarget } from '../testing/memory/memory-engine.ts';
import type { FileCall } from '../testing/memory/memory-files.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const body = seededBytes(47, 0, 3 * 1024 * 1024 + 54_321);
const server = { body, etag: '"one"', ranges: true };

/** `TRIBUTARY_DISK_POINTS=all` fails at each of the first 500 calls; else at a sample of them. */
const everyCall = process.env['TRIBUTARY_DISK_POINTS'] === 'all';
const calls = 500;
const timeout = everyCall ? 1_200_000 : 120_000;
/** Bytes that two connections may both fetch where they share the end of a download. */
const sharedMost = 262_144;
/** More than comes in a tick and the saves that follow it: what is lost where nothing can be saved. */
const unsavedMost = 524_288;

const changing: ReadonlySet<FileOperation> = new Set([
  'create',
  'write',
  'truncate',
  'make-folder',
  'rename',
]);
const opening: ReadonlySet<FileOperation> = new Set(['create', 'open', 'list', 'lock']);
/** What the system says, and of which calls it says so. */
const errors: readonly (readonly [errno: string, (op: FileOperation) => boolean])[] = [
  ['EIO', () => true],
  ['ENOSPC', (op) => changing.has(op) || op === 'sync'],
  ['EDQUOT', (op) => changing.has(op) || op === 'sync'],
  ['EROFS', (op) => changing.has(op) || op === 'open' || op === 'remove'],
  ['EACCES', (op) => opening.has(op) || ['make-folder', 'rename', 'remove'].includes(op)],
  ['EMFILE', (op) => opening.has(op)],
  ['EFBIG', (op) => op === 'write' || op === 'truncate'],
];

/** Milliseconds between two chunks: slow enough for more than 500 calls in one run. */
const interval = 750;

/** What the first 500 calls of a run are; with one seed they are the same in every run. */
async function operations(): Promise<readonly FileOperation[]> {
  const disk = new MemoryDisk();
  const run = new MemoryEngine({ disk, server, records: new Map(), chance: seededChance(1), interval });
  const operationsMade: FileOperation[] = [];
  run.files.fault = ({ op }) => {
    operationsMade.push(op);
    return null;
  };
  const download = run.begin();
  await run.rest(download);
  expect(run.fault(download, body)).toBeNull();
  expect(operationsMade.length).toBeGreaterThan(calls);
  return operationsMade.slice(0, calls);
}

/** Of these calls (from 1) all, or those at the beginning, which has one of each kind, and a few more. */
function chosen(numbers: readonly number[]): readonly number[] {
  return everyCall ? numbers : numbers.filter((number, index) => number <= 32 || index % 60 === 0);
}

interface Outcome {
  readonly fault: string | null;
  /** Calls that the first run made. */
  readonly made: number;
  /** What was being done when it failed first; null: nothing failed. */
  readonly hit: FileOperation | null;
}

/**
 * Runs a download over a disk with a fault, mends the disk, and says what is wrong with what follows.
 * `unsaved`: bytes on record that the next run may fetch again.
 */
async function failAndGoOn(
  fails: (call: FileCall) => boolean,
  errno: string,
  unsaved: number,
): Promise<Outcome> {
  const disk = new MemoryDisk();
  const records = new Map<string, DownloadRecord>();
  const process = new MemoryEngine({ disk, server, records, chance: seededChance(1), interval });
  let hit: FileOperation | null = null;
  process.files.fault = (call) => {
    if (!fails(call)) return null;
    hit ??= call.op;
    return errno;
  };
  const download = process.begin();
  const state = await process.rest(download);
  const made = process.files.calls;
  const say = (text: string | null): Outcome => ({ fault: text, made, hit });
  if (state.kind !== 'completed' && state.kind !== 'interrupted') return say(`it ended as ${state.kind}`);
  if (state.kind === 'interrupted' && state.failure.code !== codeOf(errno, hit))
    return say(`${errno} in ${String(hit)} ended with ${state.failure.code}`);
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

function codeOf(errno: string, op: FileOperation | null): InterruptReason {
  return fileFailure(Object.assign(new Error(errno), { code: errno }), op ?? 'write').code;
}

function told(meta: TaskMeta, tried: number, faults: readonly string[]): void {
  Object.assign(meta, { tried, faults });
  expect(faults).toEqual([]);
}

describe('a failing disk', () => {
  it.for(errors)(
    'I1, I2: %s at each of the first 500 calls is named, and the next run ends in the right file',
    { timeout },
    async ([errno, concerns], { task }) => {
      const faults: string[] = [];
      const made = await operations();
      // Those that this error can end.
      const numbers = chosen(made.flatMap((op, index) => (concerns(op) ? [index + 1] : [])));
      for (const number of numbers) {
        const outcome = await failAndGoOn((call) => call.number === number, errno, 0);
        if (outcome.hit !== made[number - 1]) faults.push(`call ${number} was another one`);
        if (outcome.fault !== null) faults.push(`call ${number} of ${outcome.made}: ${outcome.fault}`);
      }
      told(task.meta, numbers.length, faults);
      expect(numbers.length).toBeGreaterThan(2);
    },
  );

  it.for(errors.slice(0, 3))(
    'I1, I2: %s from any of the first 500 calls on is named, and the next run ends in the right file',
    { timeout },
    async ([errno, concerns], { task }) => {
      const faults: string[] = [];
      const numbers = chosen(Array.from({ length: calls }, (_, index) => index + 1));
      for (const number of numbers) {
        const fails = (call: FileCall): boolean => call.number >= number && concerns(call.op);
        const outcome = await failAndGoOn(fails, errno, unsavedMost);
        if (outcome.fault !== null) faults.push(`from call ${number} on: ${outcome.fault}`);
        if (outcome.hit === null) faults.push(`from call ${number} on nothing failed`);
      }
      told(task.meta, numbers.length, faults);
    },
  );

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
