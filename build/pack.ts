import { chmod, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, Platform } from 'electron-builder';
import { builderConfig } from './pack/electron-builder-config.ts';
import { ensureBuilt } from './current-build.ts';
import { fetchElectron, findElectron } from './electron-runtime.ts';
import { layoutFaults } from './pack/package-layout.ts';
import { writeStubRuntime } from './pack/stub-runtime.ts';

/** `npm run pack`: packages for this system. Without Electron's runtime, its layout only, with a stub. */
const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

process.exitCode = await pack();

async function pack(): Promise<number> {
  if (!(await ensureBuilt(root))) return 1;
  const failure =
    findElectron(root) === null ? await fetchElectron(root, AbortSignal.timeout(30 * 60_000)) : null;
  const electron = failure === null ? findElectron(root) : null;
  if (electron === null && process.platform !== 'linux') {
    console.error(`Nothing can be packed here: ${failure ?? 'Electron has no runtime'}.`);
    return 1;
  }
  const tools = await mkdtemp(join(tmpdir(), 'tributary-pack-'));
  const stub = electron === null ? join(tools, 'runtime') : null;
  try {
    if (stub !== null) await writeStubRuntime(stub, await electronVersion());
    process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= await archiver(tools);
    await build({
      projectDir: root,
      targets: Platform.current().createTarget(),
      config: { ...builderConfig, electronDist: stub ?? runtimeFolder(electron ?? '') },
    });
  } finally {
    await rm(tools, { recursive: true, force: true });
  }
  if (process.platform === 'linux') {
    const faults = await layoutFaults(join(root, 'release/linux-unpacked'), 'tributary-desktop');
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) return 1;
  }
  console.log(
    stub === null
      ? 'The packages are in release/.'
      : `Layout check only: Electron's runtime cannot be had here (${failure ?? 'unknown'}), so release/ holds a stub that cannot run. app.asar and the fuses are as they should be.`,
  );
  return 0;
}

/** The archiver that is installed, which electron-builder would fetch otherwise; npm unpacks it without its x. */
async function archiver(folder: string): Promise<string> {
  const { path7za } = require('7zip-bin') as { path7za: string };
  const copy = join(folder, basename(path7za));
  await copyFile(path7za, copy);
  await chmod(copy, 0o755);
  return copy;
}

async function electronVersion(): Promise<string> {
  const facts = JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  return facts.version;
}

/** The folder that holds the whole runtime; on macOS the program lies deep inside a bundle. */
function runtimeFolder(electron: string): string {
  return process.platform === 'darwin' ? join(dirname(electron), '../../..') : dirname(electron);
}
