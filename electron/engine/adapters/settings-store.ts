import { readFile, rename } from 'node:fs/promises';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { isObject, parseJson } from '../policy/json-shape.ts';
import { atomicWrite } from './atomic-write.ts';
import { errnoOf, fileFailure } from './file-failure.ts';
import { freeDamagedName } from './damaged-name.ts';

export interface LoadedSettings {
  readonly settings: Settings;
  /** Names of the settings whose value in the file was not taken, for the log. */
  readonly problems: readonly string[];
  /** What a file that was no JSON object is called now; null where there was none. */
  readonly movedAside: string | null;
}

/** The settings in one JSON file that a person may edit. */
export interface SettingsStore {
  /** As they are in the file now; what is missing or wrong there is the default. */
  load(): Promise<Result<LoadedSettings, Failure>>;
  /** Writes these on top of what is in the file: other keys there stay as they are. */
  save(changes: Partial<Settings>): Promise<Result<LoadedSettings, Failure>>;
}

type Document = Readonly<Record<string, unknown>>;

/**
 * @param defaults every setting there is, with the value it has where the file says none
 * @param accepts whether a value from the file may be the setting of that name
 */
export function createSettingsStore(
  path: string,
  defaults: Settings,
  accepts: (name: string, value: unknown) => boolean,
): SettingsStore {
  /** Reads and writes come one after the other: each write is of what was read just before. */
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = turn.then(run);
    turn = next;
    return next;
  }
  function settingsOf({ document, movedAside }: ReadDocument): LoadedSettings {
    const problems: string[] = [];
    const good: Record<string, unknown> = {};
    for (const name of Object.keys(defaults)) {
      if (!Object.hasOwn(document, name)) continue;
      if (accepts(name, document[name])) good[name] = document[name];
      else problems.push(name);
    }
    return { settings: { ...defaults, ...good }, problems, movedAside };
  }
  return {
    load: () =>
      inTurn(async () => {
        const read = await readDocument(path);
        return read.ok ? ok(settingsOf(read.value)) : read;
      }),
    save: (changes) =>
      inTurn(async () => {
        const read = await readDocument(path);
        if (!read.ok) return read;
        const document = { ...read.value.document, ...changes };
        const wrote = await atomicWrite(
          path,
          new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`),
        );
        return wrote.ok ? ok(settingsOf({ ...read.value, document })) : wrote;
      }),
  };
}

interface ReadDocument {
  readonly document: Document;
  readonly movedAside: string | null;
}

/** A file that is no JSON object is moved aside, so that what a person wrote into it is not lost. */
async function readDocument(path: string): Promise<Result<ReadDocument, Failure>> {
  try {
    const parsed = parseJson(await readFile(path, 'utf8'));
    if (isObject(parsed)) return ok({ document: parsed, movedAside: null });
    const aside = freeDamagedName(path);
    await rename(path, aside);
    return ok({ document: {}, movedAside: aside });
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return ok({ document: {}, movedAside: null });
    return fail(fileFailure(error, 'open'));
  }
}
