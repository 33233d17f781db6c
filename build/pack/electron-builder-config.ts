import { readdirSync } from 'node:fs';
import type { Configuration } from 'electron-builder';

/**
 * What goes into the packages. Everything is bundled by Vite, so that app.asar carries dist/ and
 * package.json and no node_modules.
 */
export const builderConfig: Configuration = {
  appId: 'io.github.tributary',
  productName: 'Tributary',
  copyright: 'The Tributary authors, MIT licence',
  protocols: [{ name: 'Tributary', schemes: ['tributary'] }],
  directories: { output: 'release', buildResources: 'build/icons' },
  files: ['dist/desktop/**', 'dist/renderer/**', 'package.json', '!node_modules/**'],
  asar: true,
  npmRebuild: false,
  publish: null,
  electronLanguages: ['en-US', ...readdirSync(new URL('../../renderer/locales', import.meta.url))],
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    icon: 'build/icons/icon.png',
    category: 'Network',
    executableName: 'tributary-desktop',
    synopsis: 'Many connections in, one verified file out',
    target: ['dir', 'tar.gz'],
  },
  mac: { icon: 'build/icons/icon.png', category: 'public.app-category.utilities', target: ['dmg', 'zip'] },
  win: { icon: 'build/icons/icon.png', target: ['nsis', 'zip'] },
};
