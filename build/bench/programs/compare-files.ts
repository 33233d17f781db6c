import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';

/** What is wrong with a file beside the one it should be; null when all bytes are the same. */
export async function compareFiles(path: string, reference: string): Promise<string | null> {
  const [found, right] = await Promise.all([stat(path).catch(() => null), stat(reference)]);
  if (found === null) return 'no file';
  if (found.size !== right.size) return `${String(found.size)} bytes, not ${String(right.size)}`;
  const child = spawn('cmp', ['-s', path, reference], { stdio: 'ignore' });
  const status = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
  return status === 0 ? null : 'other bytes';
}
