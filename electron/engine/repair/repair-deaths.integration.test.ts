import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail, type Result } from '../../../shared/model/result.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { openNodePorts, type NodePorts } from '../adapters/node-ports.ts';
import type { FileSystem, PartFile } from '../ports/files.ts';
import { startRangeServer, type RangeServer } from '../testing/range-server/range-server.ts';
import { seededBytes, seededSum } from '../testing/range-server/seeded-body.ts';
import { repairFile } from './repair-file.ts';
import { repairOpenDeps, repairSources } from './repair-sources.ts';

const size = 700_001;
const right = seededBytes(1, 0, size);
const damaged = Buffer.from(right).fill(0, 70_000, 90_000).fill(1, 500_000);
const sum = { algorithm: 'sha1', hex: seededSum(1, size) } as const;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

let folder = '';
let server: RangeServer;
let ports: NodePorts;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-repair-deaths-'));
  server = await startRangeServer({ seed: 1, size });
  ports = openNodePorts({ dataFolder: folder, catalogName: 'c.sqlite', log: silent });
});
afterEach(async () => {
  ports.transport.close();
  await ports.close();
  await server.close();
  await rm(folder, { recursive: true });
});

/** Files of which nothing more happens after so many calls that change something: the process died there. */
function dyingAfter(calls: number): { readonly files: FileSystem; readonly died: () => boolean } {
  let left = calls;
  let dead = false;
  const or = async <T>(act: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> => {
    if (left === 0) dead = true;
    if (dead) return fail({ code: 'file-io' });
    left -= 1;
    return act();
  };
  const part = (file: PartFile): PartFile => ({
    path: file.path,
    read: (into, offset) => file.read(into, offset),
    identity: () => file.identity(),
    close: () => file.close(),
    // The call that it dies in has written half of its bytes.
    write: (bytes, offset) =>
      or(() => file.write(left === 0 ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes, offset)),
    sync: () => or(() => file.sync()),
    truncate: (length) => or(() => file.truncate(length)),
  });
  const opened = async (opening: Promise<Result<PartFile, Failure>>): Promise<Result<PartFile, Failure>> => {
    const result = await opening;
    return result.ok ? { ok: true, value: part(result.value) } : result;
  };
  const files: FileSystem = {
    ...ports.files,
    openPart: (path) => opened(ports.files.openPart(path)),
    createPart: (path) => or(() => opened(ports.files.createPart(path))),
    remove: (path) => or(() => ports.files.remove(path)),
    syncFolder: (path) => or(() => ports.files.syncFolder(path)),
  };
  return { files, died: () => dead };
}

function repair(files: FileSystem) {
  const sources = repairSources(
    ports,
    [server.url].map((url) => new URL(url)),
    {
      headers: [],
      cookies: [],
      credential: null,
    },
  );
  return repairFile(
    join(folder, 'file.bin'),
    { sum, pieces: null, size: null, sources, connections: 1 },
    {
      ports: { ...ports, files },
      open: repairOpenDeps(ports, 5_000),
      signal: new AbortController().signal,
      onProgress: () => undefined,
      note: () => undefined,
    },
  );
}

test('whenever it dies, the file is as it was or the next repair ends what was begun', async () => {
  let deaths = 0;
  let finishedWithoutServer = 0;
  for (let calls = 0; ; calls += 1) {
    await writeFile(join(folder, 'file.bin'), damaged);
    await rm(join(folder, 'file.bin.repair'), { force: true });
    const { files, died } = dyingAfter(calls);
    const first = await repair(files);
    if (!died()) {
      expect(first).toMatchObject({ kind: 'repaired' });
      break;
    }
    deaths += 1;
    const left = await readFile(join(folder, 'file.bin'));
    const asked = server.stats.requests;
    const again = await repair(ports.files);
    expect(again.kind, `after ${calls} calls`).not.toBe('failed');
    expect((await readFile(join(folder, 'file.bin'))).equals(right), `after ${calls} calls`).toBe(true);
    expect(await readdir(folder)).not.toContain('file.bin.repair');
    // What was changed before it died is ended from the journal alone.
    if (!left.equals(damaged)) {
      expect(server.stats.requests, `after ${calls} calls`).toBe(asked);
      finishedWithoutServer += 1;
    }
  }
  expect(deaths).toBeGreaterThan(8);
  expect(finishedWithoutServer).toBeGreaterThan(1);
});
