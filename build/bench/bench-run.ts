import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Runs } from './bench-table.ts';
import type { BenchJob, Contestant } from './contestants.ts';
import { measure, type Measurement } from './measure.ts';

/**
 * Lets every contestant do the job `rounds` times, in turn: A B C A B C. The folder is empty before
 * each run, and the bytes are compared after it, off the clock.
 */
export async function runRounds(
  job: BenchJob,
  field: readonly Contestant[],
  rounds: number,
  scratch: string,
  print: (line: string) => void,
): Promise<readonly Runs[]> {
  const measured = field.map(() => [] as Measurement[]);
  const failures = field.map(() => [] as string[]);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, contestant] of field.entries()) {
      const { result, fault } = await runOnce(job, contestant, scratch);
      if (fault === null) measured[index]?.push(result);
      else failures[index]?.push(fault);
      print(
        `  round ${String(round)} ${contestant.name.padEnd(22)} ${fault ?? `${result.wall.toFixed(2)} s`}`,
      );
    }
  }
  return field.map(({ name, kind, ours }, index) => {
    const runs = measured[index] ?? [];
    return {
      ...{ name, kind, ours, failures: failures[index] ?? [] },
      walls: runs.map((run) => run.wall),
      cpus: runs.map((run) => run.cpu),
      memories: runs.flatMap((run) => (run.memory === null ? [] : [run.memory])),
    };
  });
}

async function runOnce(
  job: BenchJob,
  contestant: Contestant,
  scratch: string,
): Promise<{ readonly result: Measurement; readonly fault: string | null }> {
  const home = join(scratch, 'home');
  await Promise.all([job.folder, home].map((folder) => rm(folder, { recursive: true, force: true })));
  await Promise.all([job.folder, home].map((folder) => mkdir(folder)));
  const result = await measure(contestant.command, contestant.arguments(job), scratch, homeIn(home));
  const fault =
    result.status === 0 ? await compare(job) : `exit status ${String(result.status)}: ${result.said}`;
  await rm(job.folder, { recursive: true, force: true });
  return { result, fault };
}

/** No contestant reads settings of, or leaves anything in, the home of who runs this. */
function homeIn(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: home,
    TMPDIR: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_DATA_HOME: join(home, 'data'),
  };
}

async function compare({ folder, name, size, sha1 }: BenchJob): Promise<string | null> {
  const path = join(folder, name);
  const found = await stat(path).catch(() => null);
  if (found === null) return 'no file';
  if (found.size !== size) return `${String(found.size)} bytes, not ${String(size)}`;
  const hash = createHash('sha1');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex') === sha1 ? null : 'other bytes';
}
