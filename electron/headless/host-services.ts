import type { HostServices } from '../app/host-services.ts';
import { runCommand } from '../app/run-command.ts';
import { unsealed } from '../engine/adapters/credentials/credential-store.ts';
import type { Roots } from './roots.ts';

/** A host without a screen: nothing can be opened on it, and it has no world beyond its roots. */
export function headlessServices(roots: Roots, version: string, runsCommands = false): HostServices {
  return {
    info: {
      kind: 'headless',
      version,
      platform: process.platform,
      canOpenFiles: false,
      canChooseFolder: false,
      runsCommands,
      passwords: unsealed.kept,
    },
    passwordSealing: unsealed,
    defaultFolder: roots.first,
    allowsFolder: (path) => roots.allowsFolder(path),
    allowsFile: (path) => roots.allowsFile(path),
    openFile: async () => false,
    openFolder: async () => false,
    chooseFolder: async () => null,
    chooseFile: async () => null,
    listFolder: (path) => roots.list(path),
    ...(runsCommands && { runCommand }),
  };
}
