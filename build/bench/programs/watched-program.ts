import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filePrograms, type FileProgram } from './file-programs.ts';

const watch = fileURLToPath(new URL('./loop-delay.ts', import.meta.url));

/** This program with a watch on its event loop: `loopDelay` is the 99th percentile of its delays, in seconds. */
export function watchedProgram(ours: FileProgram['start']): FileProgram {
  const [node, ...script] = ours;
  return {
    ...filePrograms(ours).tributary,
    start: [node, '--import', watch, ...script],
    facts: async (home) => ({ loopDelay: Number(await readFile(join(home, 'loop-delay'), 'utf8')) / 1e9 }),
  };
}
