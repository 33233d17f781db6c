import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { missingParts, type Part, type PartPlaces } from './test-parts.ts';

/** The machine as the installer sees it. */
export interface Installer {
  readonly places: PartPlaces;
  readonly isRoot: boolean;
  readonly isDebian: boolean;
  /** Runs a command to its end; its status and all that it said. */
  run(
    command: string,
    args: readonly string[],
  ): Promise<{ readonly status: number; readonly output: string }>;
  print(line: string): void;
}

const aptOptions = ['install', '-y', '--no-install-recommends'];

/**
 * Makes sure that the parts are there. As root on Debian it installs what is missing; elsewhere it
 * names that and the command that installs it. True when nothing is missing any more.
 */
export async function ensureParts(parts: readonly Part[], installer: Installer): Promise<boolean> {
  const missing = missingParts(parts, installer.places);
  if (missing.length === 0) return true;
  const packages = missing.map((part) => part.debian);
  if (!installer.isDebian || !installer.isRoot) {
    installer.print(`Missing: ${names(missing)}. ${advice(missing, installer)}`);
    return false;
  }
  installer.print(`Installing ${packages.join(', ')} with apt-get…`);
  const update = await installer.run('apt-get', ['update']);
  const install = await installer.run('apt-get', [...aptOptions, ...packages]);
  const still = missingParts(missing, installer.places);
  if (still.length === 0) return true;
  if (update.status !== 0) installer.print(update.output);
  installer.print(install.output);
  installer.print(`Still missing: ${names(still)}. ${advice(still, installer)}`);
  return false;
}

/** The installer of this machine. */
export function installerHere(places: PartPlaces): Installer {
  return {
    places,
    isRoot: process.getuid?.() === 0,
    isDebian: existsSync('/etc/debian_version'),
    run: runQuietly,
    print: (line) => {
      console.log(line);
    },
  };
}

function names(parts: readonly Part[]): string {
  return parts.map((part) => part.name).join(', ');
}

function advice(parts: readonly Part[], { isDebian, places }: Installer): string {
  if (isDebian)
    return `Install with: sudo apt-get ${[...aptOptions, ...parts.map((part) => part.debian)].join(' ')}`;
  if (places.platform === 'darwin')
    return `Install with: brew install ${parts.map((part) => part.brew).join(' ')}`;
  return `Install these with your system's package manager; Debian calls them ${parts.map((part) => part.debian).join(' ')}.`;
}

function runQuietly(command: string, args: readonly string[]): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', (error) => {
      resolve({ status: 127, output: error.message });
    });
    child.once('close', (status) => {
      resolve({ status: status ?? 1, output });
    });
  });
}
