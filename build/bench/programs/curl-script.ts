import { join } from 'node:path';
import type { FileJob } from './file-job.ts';

/**
 * What a person types: curls in the background, each for its range; then wait, cat, and the sum where
 * one is known. With a timeout each curl starts again when its connection has been silent for so long.
 */
export function curlScript({ checksum, connections, folder, name, size, timeout, urls }: FileJob): string {
  const file = quote(join(folder, name));
  const url = quote(urls[0]);
  const retry =
    timeout === null ? '' : `--retry 5 --retry-all-errors --speed-limit 1 --speed-time ${String(timeout)} `;
  const share = Math.ceil(size / connections);
  const parts = Array.from({ length: connections }, (_, index) => `${file}.part${String(index + 1)}`);
  const curls = parts.map((part, index) => {
    const last = Math.min(size, (index + 1) * share) - 1;
    return `curl -q -sS ${retry}--range ${String(index * share)}-${String(last)} -o ${part} ${url} &`;
  });
  const check = checksum === null ? '' : `[ "$(${checksum.algorithm}sum < ${file})" = "${checksum.hex}  -" ]`;
  return ['set -e', ...curls, 'wait', `cat ${parts.join(' ')} > ${file}`, check, ''].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
