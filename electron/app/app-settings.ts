import { join } from 'node:path';
import * as v from 'valibot';
import { settings as schema } from '../../shared/contract/schemas.ts';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import { makeFolder } from '../engine/adapters/make-folder.ts';
import { createSettingsStore, type SettingsStore } from '../engine/adapters/settings-store.ts';
import type { EngineLimits } from '../engine/index.ts';
import type { Log } from '../engine/ports/log.ts';

/** The settings as they are now, and where they are kept. */
export class AppSettings {
  readonly #folder: string;
  readonly #store: SettingsStore;
  readonly #log: Log;
  current: Settings;

  private constructor(folder: string, store: SettingsStore, log: Log, current: Settings) {
    this.#folder = folder;
    this.#store = store;
    this.#log = log;
    this.current = current;
  }

  /** Reads the settings file; a value that cannot be used is replaced by its default and named in the log. */
  static async open(configFolder: string, downloadFolder: string, log: Log): Promise<AppSettings> {
    const defaults: Settings = { ...defaultSettings, folder: downloadFolder };
    const store = createSettingsStore(join(configFolder, 'settings.json'), defaults, accepts);
    const loaded = await store.load();
    if (!loaded.ok) {
      log.warn('The settings cannot be read: the defaults are used', { code: loaded.failure.code });
      return new AppSettings(configFolder, store, log, defaults);
    }
    for (const name of loaded.value.problems) log.warn('A setting cannot be used: its default is', { name });
    if (loaded.value.movedAside !== null) log.warn('A damaged settings file was moved aside');
    return new AppSettings(configFolder, store, log, loaded.value.settings);
  }

  /** Applies changes at once; a file that cannot be written is told to the log. */
  async change(changes: Partial<Settings>): Promise<Settings> {
    this.current = { ...this.current, ...changes };
    // Where the folder cannot be made, the file cannot be written: that is what is told.
    await makeFolder(this.#folder, 0o700).catch(() => undefined);
    const saved = await this.#store.save(changes);
    if (!saved.ok) this.#log.warn('The settings could not be saved', { code: saved.failure.code });
    return this.current;
  }

  /** What of the settings the engine goes by, the speed limit aside. The app waits for a server as long as it takes. */
  get limits(): Omit<EngineLimits, 'limit'> {
    const { jobs, connectionsPerHost, timeout, sidecarSums, timeZone } = this.current;
    return { jobs, connectionsPerHost, timeout: timeout * 1_000, patience: 0, sidecarSums, timeZone };
  }
}

function accepts(name: string, value: unknown): boolean {
  return v.is(schema, { [name]: value });
}
