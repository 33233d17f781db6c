import { join } from 'node:path';
import type { ListJob } from './file-job.ts';

/** A way to have a list of files brought. */
export interface ListProgram {
  readonly name: string;
  readonly ours: boolean;
  readonly start: readonly [command: string, ...args: string[]];
  /** The text of the list that it reads, and its arguments. */
  readonly list: (job: ListJob) => string;
  readonly arguments: (job: ListJob) => readonly string[];
}

export type ListProgramName = 'tributary' | 'aria2c' | 'wget2' | 'curl';

/** Axel brings one file in a run, so it is not among them. */
export function listPrograms(ours: ListProgram['start']): Readonly<Record<ListProgramName, ListProgram>> {
  return {
    tributary: {
      ...{ name: 'tributary', ours: true, start: ours, list: listWithNames },
      arguments: (job) => [
        ...['get', '-i', job.list, '-d', job.folder, '--quiet'],
        ...['-j', String(job.jobs), '-x', String(job.connections)],
        ...(job.rate === null ? [] : ['--limit', String(job.rate)]),
      ],
    },
    aria2c: {
      ...{ name: 'aria2c', ours: false, start: ['aria2c'], list: listWithNames },
      arguments: (job) => [
        ...['--no-conf', '--no-netrc', '--quiet', '--file-allocation=none', '--min-split-size=1M'],
        ...['-i', job.list, '-d', job.folder, '-j', String(job.jobs)],
        ...['-x', String(Math.min(16, job.connections)), '-s', String(job.connections)],
        ...(job.rate === null ? [] : [`--max-overall-download-limit=${String(job.rate)}`]),
      ],
    },
    wget2: {
      ...{ name: 'wget2', ours: false, start: ['wget2'] },
      list: ({ files }) => lines(files.map(({ url }) => url)),
      arguments: (job) => [
        ...['--no-config', '--no-hsts', '--no-netrc', '-q', `--max-threads=${String(job.jobs)}`],
        ...['-i', job.list, '-P', job.folder],
      ],
    },
    curl: {
      ...{ name: 'curl --parallel', ours: false, start: ['curl'] },
      list: ({ files, folder }) =>
        lines(files.flatMap(({ name, url }) => [`url = "${url}"`, `output = "${join(folder, name)}"`])),
      arguments: (job) => ['-q', '-sS', '--parallel', '--parallel-max', String(job.jobs), '-K', job.list],
    },
  };
}

function listWithNames({ files }: ListJob): string {
  return lines(files.flatMap(({ name, url }) => [url, `  out=${name}`]));
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
