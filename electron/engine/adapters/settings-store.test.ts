import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../../shared/model/settings.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { createSettingsStore } from './settings-store.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-settings-'));
  path = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Stands in for the contract's schema. */
function accepts(name: string, value: unknown): boolean {
  if (name === 'theme') return value === 'dark' || value === 'light' || value === 'system';
  if (name === 'notify') return typeof value === 'boolean';
  return typeof value === 'number' && value < 100_000 && !(name === 'connections' && value > 64);
}

const defaults: Settings = { ...defaultSettings, folder: '/downloads' };

describe('settings store', () => {
  it('gives the defaults where there is no file, and makes none by looking', async () => {
    expect(await createSettingsStore(path, defaults, accepts).load()).toEqual({
      ok: true,
      value: { settings: defaults, problems: [], movedAside: null },
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps keys it does not know, and writes what a person can edit', async () => {
    await writeFile(path, '{"connections": 12, "colour": {"of": "the window"}}');
    const store = createSettingsStore(path, defaults, accepts);
    const saved = await store.save({ jobs: 3, theme: 'dark' });
    const expected = { ...defaults, connections: 12, jobs: 3, theme: 'dark' };
    expect(saved).toEqual({ ok: true, value: { settings: expected, problems: [], movedAside: null } });
    expect(await readFile(path, 'utf8')).toBe(
      '{\n  "connections": 12,\n  "colour": {\n    "of": "the window"\n  },\n  "jobs": 3,\n  "theme": "dark"\n}\n',
    );
    expect(await createSettingsStore(path, defaults, accepts).load()).toEqual(saved);
  });

  it('replaces values that cannot be by the defaults, and names them', async () => {
    await writeFile(
      path,
      '{"connections": 1000, "jobs": "4", "limit": 500, "theme": null, "__proto__": {"x": 1}}',
    );
    expect(await createSettingsStore(path, defaults, accepts).load()).toEqual({
      ok: true,
      value: {
        settings: { ...defaults, limit: 500 },
        problems: ['connections', 'jobs', 'theme'],
        movedAside: null,
      },
    });
  });

  it('moves a file that is no JSON object aside, so that nothing written by hand is lost', async () => {
    const store = createSettingsStore(path, defaults, accepts);
    for (const [number, text] of ['{"connections": 12', '[1]', ''].entries()) {
      await writeFile(path, text);
      const loaded = await store.load();
      const aside = `${path}.damaged-${number + 1}`;
      expect(loaded).toEqual({ ok: true, value: { settings: defaults, problems: [], movedAside: aside } });
      expect(await readFile(aside, 'utf8')).toBe(text);
    }
  });

  it('loses no change of several that are saved at once', async () => {
    const store = createSettingsStore(path, defaults, accepts);
    await Promise.all([store.save({ jobs: 2 }), store.save({ limit: 9 }), store.save({ notify: false })]);
    const loaded = await store.load();
    expect(loaded.ok && loaded.value.settings).toEqual({ ...defaults, jobs: 2, limit: 9, notify: false });
  });

  it('says so when the file cannot be read or written, and goes on afterwards', async () => {
    const store = createSettingsStore(join(folder, 'none', 'settings.json'), defaults, accepts);
    expect(await store.save({ jobs: 2 })).toMatchObject({ ok: false, failure: { code: 'file-create' } });
    expect(await store.load()).toMatchObject({ ok: true });
    expect(await createSettingsStore(folder, defaults, accepts).load()).toMatchObject({ ok: false });
  });
});
