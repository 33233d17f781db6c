import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Catalog, DownloadRecord } from '../ports/catalog.ts';
import { openCatalog } from './catalog.ts';

let folder = '';
let path = '';
let open: Catalog[] = [];
const failures: Failure[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-catalog-'));
  path = join(folder, 'catalog.sqlite');
  failures.length = 0;
});
afterEach(() => {
  for (const catalog of open) catalog.close();
  open = [];
  rmSync(folder, { recursive: true, force: true });
});

function opened(at = path): { catalog: Catalog; movedAside: string | null } {
  const result = openCatalog(at, (failure) => failures.push(failure));
  if (!result.ok) return expect.unreachable(JSON.stringify(result.failure));
  open.push(result.value.catalog);
  return result.value;
}

const record: DownloadRecord = {
  id: 'd-1',
  url: 'https://example.org/a.iso',
  mirrors: ['https://mirror.example.org/a.iso'],
  reach: 'public',
  folder: '/downloads',
  askedName: null,
  target: '/downloads/a.iso',
  size: 2 ** 50,
  received: 12,
  connections: 6,
  limit: 0,
  expected: { algorithm: 'sha1', hex: 'ab'.repeat(20) },
  computed: null,
  sums: [],
  pieces: null,
  state: {
    kind: 'interrupted',
    failure: { code: 'server-bad-status', facts: { status: 500 } },
    resume: 'user-continue',
  },
  validator: '"x"',
  addedAt: 1_795_000_000_000,
  completedAt: null,
  queue: 'default',
  order: 1.5,
  outcome: null,
  fileMark: null,
  category: 'music',
  sorts: true,
  comment: 'for the long way home',
  trashedAt: 1_700_000_000_123.5,
  preferred: 'https://mirror.example/f',
  listedSize: 1_234,
};

describe('catalog', () => {
  it.each(['in a file', 'in memory'])('gives back what was saved, in the order of the list, %s', (where) => {
    const { catalog } = opened(where === 'in memory' ? ':memory:' : path);
    const second: DownloadRecord = { ...record, id: 'd-2', order: 1, size: null, state: { kind: 'paused' } };
    catalog.save(record);
    catalog.save(second);
    expect(catalog.all()).toEqual([second, record]);
    const sources = [{ host: 'h.example', received: 99 }];
    const times = { seconds: 1.5, bytes: 99, connections: 6, oneConnection: 8.25 };
    const outcome = { ...times, comparison: 'gain', sources } as const;
    const changed = { ...record, received: 99, order: 0, expected: null, outcome };
    catalog.save(changed);
    expect(catalog.all()).toEqual([changed, second]);
    catalog.remove('d-2');
    catalog.remove('never');
    expect(catalog.all()).toEqual([changed]);
    if (where === 'in memory') return;
    catalog.close();
    catalog.close();
    expect(opened().catalog.all()).toEqual([changed]);
    expect(failures).toEqual([]);
  });

  it('is for its owner only, its log too', () => {
    opened().catalog.save(record);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('finds the last finished download of an address into a folder, and no other', () => {
    const { catalog } = opened();
    const done = { ...record, state: { kind: 'completed' as const }, completedAt: 5 };
    catalog.save(record);
    expect(catalog.finished(record.url, record.folder, null)).toBeNull();
    catalog.save({ ...done, id: 'late', completedAt: 9 });
    catalog.save({ ...done, id: 'early', completedAt: 4 });
    catalog.save({ ...done, id: 'elsewhere', folder: '/other', target: null, completedAt: 20 });
    expect(catalog.finished(record.url, record.folder, null)?.id).toBe('late');
    expect(catalog.finished('https://example.org/b.iso', record.folder, null)).toBeNull();
    catalog.save({ ...done, id: 'named', target: '/downloads/named.iso', completedAt: 1 });
    expect(catalog.finished(record.url, record.folder, '/downloads/named.iso')?.id).toBe('named');
    expect(catalog.finished(record.url, record.folder, '/downloads/other.iso')).toBeNull();
  });

  it('H4: knows no finished file outside of the folder of its download', () => {
    const { catalog } = opened();
    for (const target of ['/etc/passwd', '/downloads/../etc/passwd', '/downloads/sub/a.iso', '/downloads'])
      catalog.save({ ...record, id: target, target });
    catalog.save(record);
    expect(catalog.all()).toEqual([record]);
  });

  it('moves a file that is damaged or foreign aside, and begins anew', () => {
    const other = new DatabaseSync(join(folder, 'other'));
    other.exec('CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)');
    other.close();
    const foreign = readFileSync(join(folder, 'other'));
    const garbage = Buffer.alloc(10_000, 'not a database ');
    for (const [number, bytes] of [foreign, garbage].entries()) {
      for (const name of readdirSync(folder))
        if (/^catalog\.sqlite(-|$)/.test(name)) rmSync(join(folder, name));
      writeFileSync(path, bytes);
      const { catalog, movedAside } = opened();
      expect(movedAside).toBe(`${path}.damaged-${number + 1}`);
      expect(readFileSync(`${path}.damaged-${number + 1}`)).toEqual(bytes);
      catalog.save(record);
      expect(catalog.all()).toEqual([record]);
      catalog.close();
    }
  });

  it('finds damage in the middle of a file', () => {
    const { catalog } = opened();
    for (let index = 0; index < 500; index += 1) catalog.save({ ...record, id: `d-${index}` });
    catalog.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, 8_192, bytes.length - 4_096));
    expect(opened().movedAside).toBe(`${path}.damaged-1`);
  });

  it('leaves a catalog of a newer version alone', () => {
    opened().catalog.close();
    const newer = new DatabaseSync(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(openCatalog(path, () => {})).toMatchObject({
      ok: false,
      failure: { code: 'file-open', facts: { errno: 'newer-version' } },
    });
    expect(readdirSync(folder)).toEqual(['catalog.sqlite']);
  });

  it('names what cannot be opened, without its path', () => {
    const result = openCatalog(join(folder, 'none', 'catalog.sqlite'), () => {});
    expect(result).toEqual({
      ok: false,
      failure: { code: 'file-open', facts: { errno: 'ENOENT', op: 'store' } },
    });
  });

  it('leaves out a row that no record can be, reports it, and gives the others', () => {
    const { catalog } = opened();
    catalog.save(record);
    catalog.save({ ...record, id: 'd-2' });
    const editor = new DatabaseSync(path);
    editor.exec(`UPDATE downloads SET state = '{"kind":"dreaming"}' WHERE id = 'd-2'`);
    editor.close();
    expect(catalog.all()).toEqual([record]);
    expect(failures).toEqual([{ code: 'file-io', facts: { errno: 'unreadable', op: 'store', rows: 1 } }]);
  });

  it('I1: reports a write that failed and does not throw', () => {
    const { catalog } = opened();
    const report = vi.fn();
    const other = openCatalog(path, report);
    if (!other.ok) return expect.unreachable();
    catalog.close();
    other.value.catalog.close();
    other.value.catalog.save(record);
    expect(report).toHaveBeenCalledWith({
      code: 'file-io',
      facts: { errno: 'ERR_INVALID_STATE', op: 'store' },
    });
  });

  it('takes the writes of several processes that start at once', async () => {
    const program = `
      const { openCatalog } = await import(process.argv[1]);
      const [, , path, name, record] = process.argv;
      const opened = openCatalog(path, (failure) => { throw new Error(JSON.stringify(failure)); });
      if (!opened.ok || opened.value.movedAside !== null) throw new Error(JSON.stringify(opened));
      for (let n = 0; n < 50; n += 1) opened.value.catalog.save({ ...JSON.parse(record), id: name + n });
      opened.value.catalog.close();
    `;
    const catalogUrl = new URL('./catalog.ts', import.meta.url).href;
    const run = (name: string) =>
      new Promise<number | null>((resolve) => {
        const args = [
          '--input-type=module',
          '--no-warnings',
          '-e',
          program,
          catalogUrl,
          path,
          name,
          JSON.stringify(record),
        ];
        spawn(process.execPath, args, { stdio: 'inherit' }).once('exit', resolve);
      });
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(run))).toEqual([0, 0, 0, 0]);
    expect(opened().catalog.all()).toHaveLength(200);
  }, 30_000);
});
