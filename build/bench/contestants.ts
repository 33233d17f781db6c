import { join } from 'node:path';

/** One download that every contestant is asked for. */
export interface BenchJob {
  readonly url: string;
  readonly folder: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly connections: number;
  readonly sha1: string;
}

/** Contestants are compared among those who do the same: bring the file, or bring it and check its SHA-1. */
export type BenchKind = 'fetch' | 'fetch and check';

export interface Contestant {
  readonly name: string;
  readonly kind: BenchKind;
  readonly ours: boolean;
  /** The command that must be there. */
  readonly command: string;
  readonly arguments: (job: BenchJob) => readonly string[];
}

/** The field, with `launcher` as the path of ours. Each writes `folder/name` and starts from nothing. */
export function contestants(launcher: string): readonly Contestant[] {
  const tributary = ({ url, folder, name, connections }: BenchJob, ...more: string[]): readonly string[] => [
    ...['get', url, '-d', folder, '-o', name, '-x', String(connections), '--quiet', ...more],
  ];
  const aria2 = ({ url, folder, name, connections }: BenchJob, ...more: string[]): readonly string[] => [
    ...['--no-conf', '--quiet', '--file-allocation=none', '--min-split-size=1M', '-x', String(connections)],
    ...['-s', String(connections), '-d', folder, '-o', name, ...more, url],
  ];
  const target = ({ folder, name }: BenchJob): string => join(folder, name);
  return [
    { name: 'tributary', kind: 'fetch', ours: true, command: launcher, arguments: (job) => tributary(job) },
    { name: 'aria2c', kind: 'fetch', ours: false, command: 'aria2c', arguments: (job) => aria2(job) },
    {
      ...{ name: 'axel', kind: 'fetch', ours: false, command: 'axel' },
      arguments: (job) => ['-q', '-n', String(job.connections), '-o', target(job), job.url],
    },
    {
      ...{ name: 'wget2', kind: 'fetch', ours: false, command: 'wget2' },
      arguments: (job) => [...wget2Options(job), '-O', target(job), job.url],
    },
    {
      ...{ name: 'curl (one connection)', kind: 'fetch', ours: false, command: 'curl' },
      arguments: (job) => ['-sS', '-o', target(job), job.url],
    },
    {
      ...{ name: 'tributary --checksum', kind: 'fetch and check', ours: true, command: launcher },
      arguments: (job) => tributary(job, '--checksum', job.sha1),
    },
    {
      ...{ name: 'aria2c --checksum', kind: 'fetch and check', ours: false, command: 'aria2c' },
      arguments: (job) => aria2(job, `--checksum=sha-1=${job.sha1}`),
    },
    {
      ...{ name: 'curl, sha1sum', kind: 'fetch and check', ours: false, command: 'bash' },
      arguments: (job) => ['-c', curlScript({ ...job, connections: 1 })],
    },
    {
      ...{ name: 'curl --range script', kind: 'fetch and check', ours: false, command: 'bash' },
      arguments: (job) => ['-c', curlScript(job)],
    },
  ];
}

/** What a person types: curls in the background, each for its range; then wait, cat, sha1sum. */
export function curlScript({ url, folder, name, size, connections, sha1 }: BenchJob): string {
  const file = quote(join(folder, name));
  const check = `[ "$(sha1sum < ${file})" = "${sha1}  -" ]`;
  if (connections === 1) return `set -e\ncurl -sS -o ${file} ${quote(url)}\n${check}\n`;
  const share = Math.ceil(size / connections);
  const parts = Array.from({ length: connections }, (_, index) => `${file}.part${String(index + 1)}`);
  const curls = parts.map((part, index) => {
    const last = Math.min(size, (index + 1) * share) - 1;
    return `curl -sS --range ${String(index * share)}-${String(last)} -o ${part} ${quote(url)} &`;
  });
  return ['set -e', ...curls, 'wait', `cat ${parts.join(' ')} > ${file}`, check, ''].join('\n');
}

function wget2Options({ size, connections }: BenchJob): readonly string[] {
  const chunks = [
    `--chunk-size=${String(Math.ceil(size / connections))}`,
    `--max-threads=${String(connections)}`,
  ];
  return ['--no-config', '--no-hsts', '-q', ...(connections > 1 ? chunks : [])];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
