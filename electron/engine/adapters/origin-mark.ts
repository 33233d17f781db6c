import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { MarkOrigin } from '../ports/origin-mark.ts';

/** What a mark is made with; tests put other systems there. */
export interface MarkSystem {
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs a program to its end; rejects where it is missing or says no. */
  run(program: string, args: readonly string[]): Promise<void>;
  write(path: string, text: string): Promise<void>;
}

/** Milliseconds that a program may take for one mark. */
const runMost = 2_000;
const longestAddress = 2_048;

const execute = promisify(execFile);
const nodeSystem: MarkSystem = {
  platform: process.platform,
  now: () => Date.now(),
  async run(program, args) {
    await execute(program, args, { timeout: runMost, windowsHide: true });
  },
  write: (path, text) => writeFile(path, text),
};

/**
 * Marks files as Windows (a Zone.Identifier stream), macOS (com.apple.quarantine) and Linux desktops
 * (user.xdg.origin.url) know them. Node has no call for extended attributes: macOS has a program for
 * it, Linux has one where `attr` is installed; where it is missing it is looked for only once.
 */
export function originMark(system: MarkSystem = nodeSystem): MarkOrigin {
  let possible = true;
  return async (path, address) => {
    if (!possible) return;
    try {
      await mark(system, path, addressOf(address));
    } catch (error) {
      possible = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    }
  };
}

async function mark(system: MarkSystem, path: string, address: string): Promise<void> {
  switch (system.platform) {
    case 'win32':
      // Zone 3 is the internet. The stream belongs to the file and goes with it through its rename.
      return system.write(`${path}:Zone.Identifier`, `[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=${address}\r\n`);
    case 'darwin': {
      // 0x0001: not asked yet, 0x0080: from a program that may write anywhere, as browsers write it.
      const seconds = Math.floor(system.now() / 1_000).toString(16);
      return system.run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', `0081;${seconds};Tributary;`, path]);
    }
    default:
      return system.run('setfattr', ['-n', 'user.xdg.origin.url', '-v', address, path]);
  }
}

/** Without user, password, query and fragment: the mark goes wherever the file goes. */
function addressOf(url: URL): string {
  return `${url.origin}${url.pathname}`.slice(0, longestAddress);
}
