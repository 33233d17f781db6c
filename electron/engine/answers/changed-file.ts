import { join } from 'node:path';
import type { Download } from '../download.ts';
import type { Engine } from '../engine.ts';
import { targetPaths } from '../files/target-files.ts';
import { numberedName } from '../policy/file-names/file-name.ts';

/**
 * What a person wants of a file that is another one on the server now. `start-over`: the new one, in
 * the place of the bytes that are kept. `keep-both`: the new one beside them, numbered. `stop`: what
 * is there, as it is.
 */
export type ChangedAnswer = 'start-over' | 'keep-both' | 'stop';

const numbersMost = 999;

/** Does what a person wants of a changed file; false where nobody was asked. Until then nothing is dropped. */
export async function answerChanged(engine: Engine, id: string, answer: ChangedAnswer): Promise<boolean> {
  const download = engine.get(id);
  if (download === null || !isAsked(download)) return false;
  if (answer === 'start-over') {
    download.startsOver = true;
    engine.resume(id);
    return true;
  }
  await engine.pause(id);
  if (answer === 'keep-both') engine.add({ ...download.asRequest(), name: await freeName(download) });
  return true;
}

function isAsked({ state }: Download): boolean {
  return state.kind === 'interrupted' && state.failure.code === 'server-changed';
}

/** The name that was asked for, with the first number that is free; null takes the server's, numbered alike. */
async function freeName({ record, context }: Download): Promise<string | null> {
  const { askedName, folder } = record;
  if (askedName === null) return null;
  for (let number = 1; number <= numbersMost; number += 1) {
    const name = numberedName(askedName, number);
    const { target, part, control } = targetPaths(join(folder, name));
    const kinds = await Promise.all([target, part, control].map((path) => context.ports.files.kind(path)));
    if (kinds.every((kind) => kind.ok && kind.value === 'absent') && !context.held.has(target)) return name;
  }
  return null;
}
