import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plugin } from 'vite';

/** Puts files into one environment's output folder as they are, under their own names. */
export function emittedFilesPlugin(environment: string, files: readonly string[]): Plugin {
  return {
    name: 'tributary:emitted-files',
    applyToEnvironment: ({ name }) => name === environment,
    async buildStart() {
      for (const file of files) {
        this.emitFile({ type: 'asset', fileName: basename(file), source: await readFile(file) });
      }
    },
  };
}
