import { describe, expect, it } from 'vitest';
import { completePart, type Completed } from './completion.ts';
import { findPartial } from './earlier-files.ts';
import type { DownloadRecord } from '../ports/catalog.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryEngine } from '../testing/memory/memory-engine.ts';
import { MemoryFiles } from '../testing/memory/memory-files.ts';
import { claimDeps, openSession, put, sessionFacts, sessionFolder } from '../testing/open-session.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const target = '/downloads/file.bin';
const size = 100_000;
const body = seededBytes(2, 0, size);

async function received(files = new MemoryFiles(new MemoryDisk())) {
  const session = await openSession(files, { size });
  await put(session, 0, body);
  const named: Completed[] = [];
  const complete = (asked = false) =>
    completePart(files, session, size, asked, (completed) => {
      named.push(completed);
      expect(files.disk.names.has(`${target}.part.tributary`)).toBe(true);
    });
  return { complete, disk: files.disk, files, named, session };
}

describe('completePart', () => {
  it('gives the file its name, durable, and removes the control file last', async () => {
    const { complete, disk, files, named } = await received();
    const completed = await complete();
    expect(completed).toMatchObject({ ok: true, value: { target, identity: { size } } });
    expect(named).toEqual(completed.ok ? [completed.value] : []);
    expect([...disk.names.keys()]).toEqual([target]);
    expect(files.open).toBe(0);
    const kept = disk.afterPowerCut(disk.moment, 'none', () => 0);
    expect(kept.contentOf(target)).toEqual(new Uint8Array(body));
  });

  it('I10: never replaces anything: the name is numbered, or taken when it was asked for', async () => {
    const { complete, disk } = await received();
    const other = disk.place(target, Uint8Array.of(1));
    expect(await complete(true)).toMatchObject({ ok: false, failure: { code: 'file-exists' } });
    expect(disk.names.has(`${target}.part`)).toBe(true);
    const completed = await complete();
    expect(completed).toMatchObject({ ok: true, value: { target: '/downloads/file (1).bin' } });
    expect(disk.names.get(target)).toBe(other);
    expect(disk.contentOf('/downloads/file (1).bin')).toEqual(new Uint8Array(body));
  });

  it('cuts a part file that is longer than the file, and refuses one that is shorter', async () => {
    const long = await received();
    await long.session.part.write(Uint8Array.of(1, 2, 3), size);
    expect((await long.complete()).ok).toBe(true);
    expect(long.disk.contentOf(target)).toEqual(new Uint8Array(body));
    const short = await received();
    await short.session.part.truncate(size - 1);
    expect(await short.complete()).toMatchObject({ ok: false, failure: { code: 'file-io' } });
    expect(short.disk.names.has(target)).toBe(false);
  });

  it('I7: a sync that failed after the last byte keeps the file from its name', async () => {
    const { complete, disk, files, session } = await received();
    let failures = 1;
    files.fault = ({ op }) => (op === 'sync' && failures-- > 0 ? 'EIO' : null);
    session.tick();
    expect(await complete()).toMatchObject({ ok: false, failure: { code: 'file-io' } });
    expect(disk.names.has(target)).toBe(false);
  });

  it('I2: a failure at any call leaves a file that the next run completes', async () => {
    for (let number = 1; number < 30; number += 1) {
      const { complete, disk, files, session } = await received();
      const first = files.calls + number;
      files.fault = (call) => (call.number === first ? 'EIO' : null);
      const completed = await complete();
      files.fault = () => null;
      if (!completed.ok) {
        expect(completed.failure.code).toBe('file-io');
        await session.close();
        const found = await findPartial(claimDeps(files), sessionFolder, target, sessionFacts());
        expect(found.ok && ['partial', 'complete']).toContain(found.ok && found.value.kind);
      }
      const [left] = [target, `${target}.part`].filter((path) => disk.contentOf(path) !== null);
      expect(disk.contentOf(left ?? '')).toHaveLength(size);
    }
  });

  it(
    'I5: a run that was killed at any of the last steps is finished by the next one',
    { timeout: 60_000 },
    async () => {
      const all = seededBytes(3, 0, 700_000);
      const server = { body: all, etag: '"one"', ranges: true };
      let killed = 0;
      for (let step = 1; step < 40; step += 1) {
        for (const catalogKept of [true, false]) {
          const disk = new MemoryDisk();
          const records = new Map<string, DownloadRecord>();
          const chance = seededChance(step);
          const first = new MemoryEngine({ disk, server, records, chance });
          const download = first.begin();
          await first.until(
            () => download.state.kind === 'completing' || download.state.kind === 'completed',
          );
          const moment = disk.moment + step;
          while (disk.moment < moment && download.state.kind !== 'completed')
            await first.clock.advanceAsync(0.05);
          if (download.state.kind === 'completed') continue;
          killed += 1;
          first.files.kill(chance);
          if (!catalogKept && disk.names.has(target) && disk.names.size === 1) continue;
          const known = catalogKept ? records : new Map<string, DownloadRecord>();
          const second = new MemoryEngine({ disk, server, records: known, chance });
          const next = second.begin();
          await second.rest(next);
          expect(second.fault(next, all)).toBeNull();
          expect(second.transport.served).toBe(0);
        }
      }
      expect(killed).toBeGreaterThan(10);
    },
  );
});
