import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { seededSum, writeSeededFile } from '../../../electron/engine/testing/range-server/seeded-body.ts';
import { findCommand } from '../../../electron/engine/testing/real-servers/find-command.ts';
import type { CaseSetting, Entrant, Limit, OpenCase, RunFigures } from '../bench-case.ts';
import { compareFiles } from '../programs/compare-files.ts';
import type { FileJob } from '../programs/file-job.ts';
import type { FileProgram } from '../programs/file-programs.ts';
import { clearFolders, figuresOf, homeOf, runProgram } from '../programs/run-program.ts';
import type { ServerCount } from '../servers/server-count.ts';

/** What this program prints when it knows that the file is right; where no sum is known, when it is done. */
const toldDone = /"event":"(?:verified|end)"/;
export const benchSeed = 20_26;
export const fileName = 'file.bin';
/** What servers say of their files: long enough ago to be a strong validator. */
export const modified = new Date(Date.UTC(2025, 0, 1));

/** Servers as one run needs them. */
export interface RunServers {
  readonly urls: readonly [string, ...string[]];
  count(): Promise<ServerCount>;
  stop(): Promise<void>;
}

/** A case in which every program brings the same file. */
export interface FileStage {
  readonly title: string;
  readonly limit: Limit | null;
  readonly programs: readonly FileProgram[];
  readonly job: Partial<FileJob> & Pick<FileJob, 'connections'>;
  /** New ones for every run: nothing of one run is found by the next. */
  readonly serve: () => Promise<RunServers>;
  /** Seconds after which a run is stopped. */
  readonly patience: number;
  /** Folder that is written to, where it is not the scratch. */
  readonly folder?: string;
}

/** Path of the file as it should be. */
export function referenceIn({ scratch }: CaseSetting): string {
  return join(scratch, 'served', fileName);
}

/** Writes the reference; nginx serves the same file. */
export function writeReference(setting: CaseSetting): void {
  writeSeededFile(referenceIn(setting), benchSeed, setting.size, modified);
}

export function removeReference(setting: CaseSetting): Promise<void> {
  return rm(referenceIn(setting), { force: true });
}

export function referenceSum(size: number, algorithm: 'sha1' | 'sha256'): FileJob['checksum'] {
  return { algorithm, hex: seededSum(benchSeed, size, algorithm) };
}

/** Opens a stage whose reference has been written. */
export function openStage(setting: CaseSetting, stage: FileStage): OpenCase {
  return {
    title: stage.title,
    limit: stage.limit,
    entrants: stage.programs.map(entrantOf),
    run: async (name) => {
      const program = stage.programs.find((each) => each.name === name);
      if (program === undefined) throw new Error(`There is no ${name} in ${stage.title}.`);
      return runFile(setting, stage, program);
    },
    close: () => removeReference(setting),
  };
}

export function entrantOf({ name, ours, start }: Pick<FileProgram, 'name' | 'ours' | 'start'>): Entrant {
  const absent = !ours && findCommand([start[0]]) === null ? 'not installed' : null;
  return { name, ours, absent };
}

export function jobOf(setting: CaseSetting, stage: FileStage, urls: FileJob['urls']): FileJob {
  return {
    ...{ urls, folder: stage.folder ?? join(setting.scratch, 'out'), name: fileName, size: setting.size },
    ...{ checksum: null, rate: null, timeout: null, resume: false },
    ...stage.job,
  };
}

async function runFile(setting: CaseSetting, stage: FileStage, program: FileProgram): Promise<RunFigures> {
  const { scratch, signal, size } = setting;
  const servers = await stage.serve();
  try {
    const job = jobOf(setting, stage, servers.urls);
    await clearFolders(job.folder, scratch);
    let toldAt = Number.NaN;
    const measured = await runProgram({
      ...{ start: program.start, args: program.arguments(job), scratch, limit: stage.patience, signal },
      ...(program.ours
        ? { onLine: (line, at) => (toldDone.test(line) && Number.isNaN(toldAt) ? (toldAt = at) : toldAt) }
        : {}),
    });
    const endedAt = performance.timeOrigin + performance.now();
    const { bytes, lastAt, requests } = await servers.count();
    const wrong =
      measured.status === 0 ? await compareFiles(join(job.folder, job.name), referenceIn(setting)) : null;
    const doneAt = program.ours ? toldAt : endedAt;
    const afterLast = lastAt === null ? Number.NaN : (doneAt - lastAt) / 1_000;
    const told = measured.status === 0 ? await program.facts?.(homeOf(scratch)) : undefined;
    await clearFolders(job.folder, scratch);
    const facts = { requests, extra: bytes - size, afterLast, ...told };
    return figuresOf(measured, stage.patience, wrong, facts);
  } finally {
    await servers.stop();
  }
}
