import { basename, dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

const workerUrl = /new URL\(\s*(['"])(\.[^'"]*\.ts)\1\s*,\s*import\.meta\.url\s*\)/g;

/**
 * Makes `new Worker(new URL('./x.ts', import.meta.url))` true in a bundle: the worker becomes an
 * entry of its own, `x.js` beside the others, and the address is changed to it. Relies on bundles
 * that are flat: every chunk of an environment lies in the one folder.
 */
export function workerEntryPlugin(environments: readonly string[]): Plugin {
  return {
    name: 'tributary:worker-entry',
    applyToEnvironment: (environment) => environments.includes(environment.name),
    transform: {
      filter: { code: /import\.meta\.url/ },
      handler(code, id) {
        const changed = code.replace(workerUrl, (_whole, _quote: string, path: string) => {
          const fileName = `${basename(path, '.ts')}.js`;
          this.emitFile({ type: 'chunk', id: resolve(dirname(id), path), fileName });
          return `new URL('./${fileName}', import.meta.url)`;
        });
        return changed === code ? null : { code: changed, map: null };
      },
    },
  };
}
