import { spawn } from 'node:child_process';
import { homedir } from 'node:os';

/** How a command came to its end: its exit status, the signal that ended it, or why it could not begin. */
export type CommandEnd =
  | { readonly kind: 'ended'; readonly status: number | null; readonly signal: string | null }
  | { readonly kind: 'failed'; readonly errno: string };

/**
 * Runs a program with these arguments and no shell, in the home folder: a folder of downloads is no place to look for
 * programs in. It reads nothing and what it prints is let go. Never rejects.
 */
export function runCommand([program = '', ...args]: readonly string[]): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const failed = (error: unknown): void => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      resolve({ kind: 'failed', errno: code });
    };
    try {
      const child = spawn(program, args, {
        cwd: homedir(),
        shell: false,
        stdio: 'ignore',
        windowsHide: true,
      });
      child.once('error', failed);
      child.once('exit', (status, signal) => {
        resolve({ kind: 'ended', status, signal });
      });
      // The program may end before it.
      child.unref();
    } catch (error) {
      failed(error);
    }
  });
}
