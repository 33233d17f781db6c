import { utimes, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { EnvironmentOptions } from 'vite';
import { emittedFilesPlugin } from './vite-plugins/emitted-files-plugin.ts';
import { logPositionsPlugin } from './vite-plugins/log-positions-plugin.ts';
import { pagePolicyPlugin } from './vite-plugins/page-policy-plugin.ts';
import { workerEntryPlugin } from './vite-plugins/worker-entry-plugin.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (path: string): string => `${root}${path}`;

/** Optional native helpers of the MongoDB driver: asked for inside `try`, never installed here. */
const absentOnPurpose = [
  'kerberos',
  '@mongodb-js/zstd',
  '@mongodb-js/saslprep',
  '@aws-sdk/credential-providers',
  'gcp-metadata',
  'snappy',
  'aws4',
  'mongodb-client-encryption',
  'bufferutil',
  'utf-8-validate',
];

/** A bundle for Node: one flat folder of ES modules, everything inside but Node and Electron. */
function nodeBundle(outDir: string, input: Record<string, string>): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, conditions: ['module', 'node', 'development|production'] },
    build: {
      outDir: at(outDir),
      emptyOutDir: true,
      copyPublicDir: false,
      emitAssets: true,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input,
        external: ['electron', ...absentOnPurpose],
        output: {
          format: 'esm',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  };
}

export default defineConfig({
  root: at('renderer'),
  cacheDir: at('node_modules/.vite'),
  plugins: [
    react(),
    pagePolicyPlugin(),
    workerEntryPlugin(['desktop', 'headless']),
    logPositionsPlugin(['desktop', 'headless']),
    emittedFilesPlugin('desktop', [at('build/icons/tray.png'), at('build/icons/tray@2x.png')]),
  ],
  build: { reportCompressedSize: false },
  environments: {
    // The renderer. Vite's own name for the environment that its dev server serves.
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: ['chrome130', 'firefox130', 'safari18'],
        // Nothing inlined: the page's policy allows no data: scripts, styles or fonts.
        assetsInlineLimit: 0,
        sourcemap: false,
        // The page comes from this machine's disk: one file is no slower than several.
        chunkSizeWarningLimit: 2_000,
        rolldownOptions: { input: [at('renderer/index.html'), at('renderer/drop-zone.html')] },
      },
    },
    headless: nodeBundle('dist/headless', { cli: at('electron/headless/cli.ts') }),
    desktop: nodeBundle('dist/desktop', { main: at('electron/desktop/main.ts') }),
    // A sandboxed preload must be one CommonJS file. Built after `desktop`, into its folder.
    preload: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: at('dist/desktop'),
        emptyOutDir: false,
        copyPublicDir: false,
        target: 'node24',
        minify: false,
        sourcemap: true,
        rolldownOptions: {
          input: { preload: at('electron/desktop/preload.ts') },
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      const began = new Date();
      for (const name of ['headless', 'desktop', 'preload', 'client']) {
        const environment = builder.environments[name];
        if (environment === undefined) throw new Error(`No environment named ${name}`);
        await builder.build(environment);
      }
      // Its time is when the build began: what is edited meanwhile is newer than it.
      await writeFile(at('dist/.stamp'), '');
      await utimes(at('dist/.stamp'), began, began);
    },
  },
});
