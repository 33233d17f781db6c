import { describe, expect, it } from 'vitest';
import { totalLength } from '../../../shared/model/byte-range.ts';
import { decodeControl } from '../policy/control-file/control-file.ts';
import type { DownloadRecord } from '../ports/catalog.ts';
import { cutStyles, type CutStyle } from '../testing/memory/disk-steps.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryEngine, memoryTarget } from '../testing/memory/memory-engine.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const body = seededBytes(41, 0, 2 * 1024 * 1024 + 112_345);
const server = { body, etag: '"one"', ranges: true };
/** `TRIBUTARY_POWER_CUTS=all` cuts at every moment, in every style; else at a sample of them. */
const everyMoment = process.env['TRIBUTARY_POWER_CUTS'] === 'all';
const sample = 160;
const stories = everyMoment ? 200 : 24;
const limit = everyMoment ? 1_200_000 : 120_000;
const controlPath = `${memoryTarget}.part.tributary`;
/** Bytes that two connections may both fetch where they share the end of a download. */
const sharedMost = 262_144;

/** The catalog, and at which moment of the disk it held what. */
class RecordHistory extends Map<string, DownloadRecord> {
  readonly #disk: MemoryDisk;
  readonly #saved: { readonly moment: number; readonly record: DownloadRecord }[] = [];

  constructor(disk: MemoryDisk) {
    super();
    this.#disk = disk;
  }

  override set(id: string, record: DownloadRecord): this {
    this.#saved.push({ moment: this.#disk.moment, record });
    return super.set(id, record);
  }

  at(moment: number): Map<string, DownloadRecord> {
    const past = this.#saved.filter((saved) => saved.moment <= moment);
    return new Map(past.map(({ record }) => [record.id, record]));
  }
}

/** Bytes that the control file says are synced, in the state in which a loss of power leaves it for sure. */
function promised(disk: MemoryDisk, moment: number): number {
  const inode = disk.inodeOf(controlPath);
  if (inode === null) return 0;
  const decoded = decodeControl(disk.durableContent(inode, moment));
  return decoded.ok ? totalLength(decoded.value.state.synced) : 0;
}

/** Cuts the power at a moment, goes on with what is left, and says what is wrong with it. */
async function goOnAfterCut(
  disk: MemoryDisk,
  records: RecordHistory,
  moment: number,
  style: CutStyle,
  chance: () => number,
  connections: number,
): Promise<string | null> {
  const after = disk.afterPowerCut(moment, style, chance);
  const known = records.at(moment);
  const [record] = known.values();
  const left = after.contentOf(record?.target ?? '');
  if (record?.state.kind === 'completed')
    return left !== null && Buffer.compare(left, body) === 0 ? null : 'it was said to be completed';
  if (chance() < 0.5 && (left === null || record?.fileMark === null)) known.clear();
  const second = new MemoryEngine({
    disk: after,
    server,
    records: known,
    chance,
    interval: 1,
    slowestSync: 5,
    connections,
  });
  const download = second.begin();
  await second.rest(download);
  const fault = second.fault(download, body);
  if (fault !== null) return fault;
  const most = body.length - promised(disk, moment) + sharedMost;
  return second.transport.served <= most
    ? null
    : `${second.transport.served} bytes fetched, of ${most} at most`;
}

function differs(content: Uint8Array | null, body: Uint8Array): string | null {
  return content !== null && Buffer.compare(content, body) === 0 ? null : 'the finished file is not there';
}

describe('loss of power', () => {
  it('I5: at every moment of a small file, which is saved only when it is whole', async ({ task }) => {
    const small = seededBytes(43, 0, 50_000);
    const disk = new MemoryDisk();
    const records = new RecordHistory(disk);
    const options = { server: { ...server, body: small }, chance: seededChance(9), interval: 1 };
    const first = new MemoryEngine({ ...options, disk, records });
    const download = first.begin();
    await first.rest(download);
    expect(first.fault(download, small)).toBeNull();
    // It was made at once: nothing was saved on the way.
    expect(disk.moment).toBeLessThan(30);
    const faults: string[] = [];
    for (let moment = 1; moment <= disk.moment; moment += 1) {
      for (const style of cutStyles) {
        const after = disk.afterPowerCut(moment, style, seededChance(moment));
        const known = records.at(moment);
        const second = new MemoryEngine({ ...options, disk: after, records: known });
        const again = second.begin();
        await second.rest(again);
        // That the control file went may be lost; what was completed is not looked at again.
        const ended = known.get(download.id)?.state.kind === 'completed';
        const fault = ended ? differs(after.contentOf(memoryTarget), small) : second.fault(again, small);
        if (fault !== null) faults.push(`${style} at ${moment} of ${disk.moment}: ${fault}`);
      }
    }
    Object.assign(task.meta, { tried: disk.moment * cutStyles.length, faults });
    expect(faults).toEqual([]);
  });

  it.for([1, 4])(
    'I5: at every moment of a download x %i it costs nothing that was synced and leaves no wrong byte',
    { timeout: limit },
    async (connections, { task }) => {
      const disk = new MemoryDisk();
      const records = new RecordHistory(disk);
      const [chance, interval] = [seededChance(connections), connections === 1 ? 25 : 60];
      const first = new MemoryEngine({ disk, server, records, chance, interval, connections });
      const download = first.begin();
      await first.rest(download);
      expect(first.fault(download, body)).toBeNull();
      expect(disk.moment).toBeGreaterThan(100);
      const faults: string[] = [];
      const all = disk.moment * cutStyles.length;
      const cuts = everyMoment ? all : sample;
      for (let cut = 0; cut < cuts; cut += 1) {
        // A sample goes on by a little more than a whole number of moments, so that all styles come.
        const place = everyMoment ? cut : Math.floor((cut * all) / cuts) + (cut % cutStyles.length);
        const moment = 1 + (Math.floor(place / cutStyles.length) % disk.moment);
        const style = cutStyles[place % cutStyles.length] ?? 'none';
        const fault = await goOnAfterCut(disk, records, moment, style, seededChance(cut), connections);
        if (fault !== null) faults.push(`${style} at ${moment} of ${disk.moment}: ${fault}`);
      }
      Object.assign(task.meta, { tried: cuts, faults });
      expect(faults).toEqual([]);
    },
  );

  it.for([1, 4])(
    'I5: what a pause reported as saved is there after it, and is not fetched again (x %i)',
    { timeout: limit },
    async (connections, { task }) => {
      const faults: string[] = [];
      const tries = cutStyles.length * (everyMoment ? 40 : 3);
      for (let turn = 0; turn < tries; turn += 1) {
        const chance = seededChance(3_000 + turn);
        const records = new Map<string, DownloadRecord>();
        const disk = new MemoryDisk();
        const first = new MemoryEngine({ disk, server, records, chance, connections });
        const download = first.begin();
        const enough = 200_000 + chance() * 1_600_000;
        await first.until(() => download.view().received > enough);
        await first.close();
        const { received } = download.record;
        const style = cutStyles[turn % cutStyles.length] ?? 'none';
        const after = disk.afterPowerCut(disk.moment, style, chance);
        const second = new MemoryEngine({ disk: after, server, records, chance, connections });
        const again = second.begin();
        await second.rest(again);
        const fault = second.fault(again, body);
        const most = body.length - received + sharedMost;
        const { served } = second.transport;
        if (fault !== null) faults.push(`${style}, turn ${turn}: ${fault}`);
        else if (served > most) faults.push(`${style}: ${served} bytes fetched, of ${most} at most`);
      }
      Object.assign(task.meta, { tried: tries, faults });
      expect(faults).toEqual([]);
    },
  );

  it(
    'I5: any row of kills, power cuts and clean stops ends in the right file',
    { timeout: limit },
    async ({ task }) => {
      const faults: string[] = [];
      for (let seed = 0; seed < stories; seed += 1) {
        const fault = await surviveMany(seed);
        if (fault !== null) faults.push(`seed ${seed}: ${fault}`);
      }
      Object.assign(task.meta, { tried: stories, faults });
      expect(faults).toEqual([]);
    },
  );

  it(
    'I5: bytes of two representations are never mixed by a cut while a download starts over',
    {
      timeout: limit,
    },
    async ({ task }) => {
      const faults: string[] = [];
      for (let seed = 0; seed < stories; seed += 1) {
        const fault = await startOverAndCut(seed);
        if (fault !== null) faults.push(`seed ${seed}: ${fault}`);
      }
      Object.assign(task.meta, { tried: stories, faults });
      expect(faults).toEqual([]);
    },
  );
});

/** Ends the program up to six times, in whatever way, and then lets it come to its end. */
async function surviveMany(seed: number): Promise<string | null> {
  const chance = seededChance(1_000 + seed);
  const records = new Map<string, DownloadRecord>();
  let disk = new MemoryDisk();
  for (let end = 0; end < 6; end += 1) {
    const process = new MemoryEngine({ disk, server, records, chance });
    const download = process.begin();
    await process.clock.advanceAsync(1 + Math.floor(chance() * 500));
    if (download.state.kind === 'completed') break;
    const way = chance();
    if (way < 0.25) await process.close();
    else process.files.kill(chance);
    if (way > 0.5) {
      const style = cutStyles[Math.floor(chance() * cutStyles.length)] ?? 'none';
      disk = disk.afterPowerCut(disk.moment, style, chance);
    }
  }
  const last = new MemoryEngine({ disk, server, records, chance });
  const download = last.begin();
  await last.rest(download);
  return last.fault(download, body);
}

/** A stop in the middle, another file at the same address without ranges, and a cut while it comes. */
async function startOverAndCut(seed: number): Promise<string | null> {
  const chance = seededChance(2_000 + seed);
  const records = new Map<string, DownloadRecord>();
  const disk = new MemoryDisk();
  const first = new MemoryEngine({
    disk,
    server: { body, etag: null, ranges: true },
    records,
    chance,
  });
  const download = first.begin();
  await first.until(() => download.view().received > 1_500_000);
  await first.close();
  const other = { body: seededBytes(43, 0, body.length), etag: null, ranges: false };
  const second = new MemoryEngine({ disk, server: other, records, chance, interval: 4 });
  const began = disk.moment;
  await second.rest(second.begin());
  const moment = began + 1 + Math.floor(chance() * (disk.moment - began));
  const style = cutStyles[seed % cutStyles.length] ?? 'none';
  const after = disk.afterPowerCut(moment, style, chance);
  const third = new MemoryEngine({ disk: after, server: other, records: new Map(), chance });
  const last = third.begin();
  await third.rest(last);
  const { target } = last.record;
  const content = target === null ? null : after.contentOf(target);
  if (last.state.kind !== 'completed') return `it ended as ${JSON.stringify(last.state)}`;
  return content !== null && Buffer.compare(content, other.body) === 0 ? null : 'bytes are mixed';
}
