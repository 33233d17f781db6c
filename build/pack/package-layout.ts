import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const requireHere = createRequire(import.meta.url);
// Both come with electron-builder, which pins their versions.
const requireThere = createRequire(requireHere.resolve('app-builder-lib/package.json'));

interface Asar {
  readonly listPackage: (archive: string, options: { isPack: boolean }) => string[];
}
interface Fuses {
  readonly getCurrentFuseWire: (program: string) => Promise<Record<string, number | string>>;
  readonly FuseV1Options: Record<string, number>;
}

const wanted = [
  '/package.json',
  '/dist/desktop/main.js',
  '/dist/desktop/preload.cjs',
  '/dist/desktop/hash-worker.js',
  '/dist/desktop/file-worker.js',
  '/dist/desktop/tray.png',
  '/dist/renderer/index.html',
];

/** How each fuse must stand; `0` and `1` are the characters in the program. */
const fuseStates: Readonly<Record<string, '0' | '1'>> = {
  RunAsNode: '0',
  EnableNodeOptionsEnvironmentVariable: '0',
  EnableNodeCliInspectArguments: '0',
  EnableCookieEncryption: '1',
  EnableEmbeddedAsarIntegrityValidation: '1',
  OnlyLoadAppFromAsar: '1',
  GrantFileProtocolExtraPrivileges: '0',
};

/** What is wrong with an unpacked package, one sentence each; empty where nothing is. */
export async function layoutFaults(folder: string, program: string): Promise<readonly string[]> {
  const archive = join(folder, 'resources/app.asar');
  try {
    await access(archive);
  } catch {
    return ['There is no app.asar.'];
  }
  const { listPackage } = requireThere('@electron/asar') as Asar;
  const files = new Set(listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/')));
  const faults = wanted.filter((file) => !files.has(file)).map((file) => `app.asar has no ${file}.`);
  for (const file of files) {
    if (file.startsWith('/node_modules')) faults.push(`app.asar carries ${file}.`);
    if (/^\/(electron|renderer|shared|e2e|build|dist\/headless)\b/.test(file))
      faults.push(`app.asar carries ${file}.`);
  }
  const { getCurrentFuseWire, FuseV1Options } = requireThere('@electron/fuses') as Fuses;
  const wire = await getCurrentFuseWire(join(folder, program));
  for (const [name, state] of Object.entries(fuseStates)) {
    const found = wire[FuseV1Options[name] ?? -1];
    if (found !== state.charCodeAt(0))
      faults.push(`The fuse ${name} is not ${state === '1' ? 'on' : 'off'}.`);
  }
  return faults;
}
