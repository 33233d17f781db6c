import { openNodePorts } from '../adapters/node-ports.ts';
import { quickClock } from './quick-clock.ts';
import { Engine } from '../engine.ts';
import { silentLog } from '../ports/log.ts';
import { countedFiles } from '../testing/counted-files.ts';

/**
 * One download in a process of its own, which kills itself at one of its calls that change something
 * on the disk: `node crash-child.ts '{…}'`. Where it comes to an end, it prints how, and which calls
 * were made.
 */
export interface CrashPlan {
  readonly url: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly connections: number;
  /** How much faster than real the engine's clock runs: more is saved more often. */
  readonly speed: number;
  readonly death: Death | null;
}

export interface Death {
  /** Its number among all calls, or among those of its kind where `what` names one; from 1. */
  readonly number: number;
  readonly what?: string;
  readonly when: 'before' | 'halfway' | 'after';
}

export interface CrashReport {
  readonly state: string;
  readonly code: string | null;
  /** What each call was. */
  readonly calls: readonly string[];
}

const plan = JSON.parse(process.argv[2] ?? '{}') as CrashPlan;
const calls: string[] = [];

function dies(what: string): boolean {
  const { death } = plan;
  if (death === null || (death.what !== undefined && death.what !== what)) return false;
  const alike = death.what === undefined ? calls : calls.filter((call) => call === what);
  return alike.length === death.number;
}

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

const ports = openNodePorts({ dataFolder: plan.dataFolder, catalogName: 'catalog', log: silentLog });
const files = countedFiles(ports.files, async ({ what, half }, run) => {
  calls.push(what);
  if (!dies(what)) return run();
  if (plan.death?.when === 'halfway') await half();
  if (plan.death?.when === 'after') await run();
  return die();
});
const engine = new Engine(
  { ...ports, files, clock: quickClock(plan.speed) },
  { jobs: 1, connectionsPerHost: 16, limit: 0, timeout: 5_000, patience: 0 },
  { onChange: () => {} },
);
const download = engine.add({ url: new URL(plan.url), folder: plan.folder, connections: plan.connections });
await engine.idle();
await engine.close();
await ports.close();
const { state } = download;
const report: CrashReport = {
  state: state.kind,
  code: state.kind === 'interrupted' ? state.failure.code : null,
  calls,
};
process.stdout.write(JSON.stringify(report));
