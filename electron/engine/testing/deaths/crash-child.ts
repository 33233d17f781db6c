import { join } from 'node:path';
import { defaultSettings } from '../../../../shared/model/settings.ts';
import { openNodePorts } from '../../adapters/node-ports.ts';
import { createSettingsStore } from '../../adapters/settings-store.ts';
import { Engine } from '../../engine.ts';
import { silentLog } from '../../ports/log.ts';
import { quickClock } from '../quick-clock.ts';
import { catalogName, settingsName, type CrashPlan, type CrashReport } from './crash-plan.ts';

/**
 * The engine in a process of its own, as the program has it: catalog and settings included. It goes on
 * with what the catalog knows, or begins a download; or removes what is there: `node crash-child.ts '{…}'`.
 */
const plan = JSON.parse(process.argv[2] ?? '{}') as CrashPlan;
const ports = openNodePorts({ dataFolder: plan.dataFolder, catalogName, log: silentLog });
const settings = createSettingsStore(
  join(plan.dataFolder, settingsName),
  { ...defaultSettings, folder: plan.folder },
  () => true,
);
const engine = new Engine(
  { ...ports, clock: quickClock(plan.speed) },
  { jobs: 1, connectionsPerHost: 16, limit: 0, timeout: 5_000, patience: plan.patience },
  { onChange: () => undefined },
);
engine.load();
const [known] = engine.list();
if (plan.action === 'remove') {
  for (const { id } of engine.list()) await engine.remove(id, true);
} else {
  if (known === undefined)
    engine.add({ url: new URL(plan.url), folder: plan.folder, connections: plan.connections });
  else engine.resume(known.id);
  await settings.save({ jobs: (await settings.load()).ok ? 7 : 5 });
}
await engine.idle();
const [download] = engine.list();
const state = download?.state;
await engine.close();
await ports.close();
const report: CrashReport = {
  state: state?.kind ?? 'gone',
  code: state?.kind === 'interrupted' ? state.failure.code : null,
};
process.stdout.write(JSON.stringify(report));
