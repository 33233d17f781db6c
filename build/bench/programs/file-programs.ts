import { join } from 'node:path';
import { curlScript } from './curl-script.ts';
import type { FileJob } from './file-job.ts';

/** A way to have a file brought. */
export interface FileProgram {
  readonly name: string;
  readonly ours: boolean;
  /** The command that must be there, and what comes before the arguments. */
  readonly start: readonly [command: string, ...args: string[]];
  readonly arguments: (job: FileJob) => readonly string[];
  /** What else it tells of its run when it has ended; `home` is the folder that it believed to be home. */
  readonly facts?: (home: string) => Promise<Readonly<Record<string, number>>>;
}

/** The settings of each are the best that it has for the job; all write `folder/name`. */
export function filePrograms(ours: FileProgram['start']): Readonly<Record<FileProgramName, FileProgram>> {
  return {
    tributary: { name: 'tributary', ours: true, start: ours, arguments: tributaryArguments },
    aria2c: { name: 'aria2c', ours: false, start: ['aria2c'], arguments: aria2Arguments },
    axel: { name: 'axel', ours: false, start: ['axel'], arguments: axelArguments },
    wget2: { name: 'wget2', ours: false, start: ['wget2'], arguments: wget2Arguments },
    curl: { name: 'curl', ours: false, start: ['curl'], arguments: curlArguments },
    script: {
      ...{ name: 'curl script', ours: false, start: ['bash'] },
      arguments: (job) => ['-c', curlScript(job)],
    },
  };
}

export type FileProgramName = 'tributary' | 'aria2c' | 'axel' | 'wget2' | 'curl' | 'script';

function tributaryArguments(job: FileJob): readonly string[] {
  const [url, ...mirrors] = job.urls;
  return [
    ...['get', url, '-d', job.folder, '-o', job.name, '-x', String(job.connections), '--json', '--quiet'],
    ...mirrors.flatMap((mirror) => ['--mirror', mirror]),
    ...(job.checksum === null ? [] : ['--checksum', `${job.checksum.algorithm}=${job.checksum.hex}`]),
    ...(job.rate === null ? [] : ['--limit', String(job.rate)]),
    ...(job.timeout === null ? [] : ['--timeout', String(job.timeout)]),
  ];
}

/** It opens 16 connections to one server at most. */
function aria2Arguments(job: FileJob): readonly string[] {
  const algorithm = job.checksum?.algorithm === 'sha1' ? 'sha-1' : 'sha-256';
  return [
    ...['--no-conf', '--no-netrc', '--quiet', '--file-allocation=none', '--min-split-size=1M'],
    ...['-x', String(Math.min(16, job.connections)), '-s', String(job.connections)],
    ...['-d', job.folder, '-o', job.name],
    ...(job.checksum === null ? [] : [`--checksum=${algorithm}=${job.checksum.hex}`]),
    ...(job.rate === null ? [] : [`--max-overall-download-limit=${String(job.rate)}`]),
    ...(job.timeout === null ? [] : [`--timeout=${String(job.timeout)}`, '--max-tries=0', '--retry-wait=0']),
    ...(job.resume ? ['-c', '--auto-save-interval=1'] : []),
    ...job.urls,
  ];
}

function axelArguments(job: FileJob): readonly string[] {
  return [
    ...['-q', '-n', String(job.connections), '-o', join(job.folder, job.name)],
    ...(job.rate === null ? [] : ['-s', String(job.rate)]),
    ...(job.timeout === null ? [] : ['-T', String(job.timeout)]),
    ...job.urls,
  ];
}

function wget2Arguments(job: FileJob): readonly string[] {
  const chunks = [
    `--chunk-size=${String(Math.ceil(job.size / job.connections))}`,
    `--max-threads=${String(job.connections)}`,
  ];
  return [
    ...['--no-config', '--no-hsts', '--no-netrc', '-q'],
    // It does not go on with a file in chunks.
    ...(job.connections > 1 && !job.resume ? chunks : []),
    ...(job.resume ? ['-c'] : []),
    ...(job.rate === null ? [] : [`--limit-rate=${String(job.rate)}`]),
    ...(job.timeout === null ? [] : [`--read-timeout=${String(job.timeout)}`]),
    ...['-O', join(job.folder, job.name), job.urls[0]],
  ];
}

/** One connection, whatever is asked. */
function curlArguments(job: FileJob): readonly string[] {
  return [
    ...['-q', '-sS', '-o', join(job.folder, job.name)],
    ...(job.resume ? ['-C', '-'] : []),
    ...(job.rate === null ? [] : ['--limit-rate', String(job.rate)]),
    job.urls[0],
  ];
}
