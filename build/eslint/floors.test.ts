import { join } from 'node:path';
import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { nameObjection } from './file-name.ts';
import { floors, floorsRule, floorOf } from './floors.ts';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });
const file = (path: string): string => join(process.cwd(), path);
const good = (path: string, code: string) => ({ filename: file(path), code, name: `${path} may: ${code}` });
const bad = (path: string, code: string) => ({
  ...good(path, code),
  name: `${path} may not: ${code}`,
  errors: 1,
});

tester.run('floors', floorsRule, {
  valid: [
    good('electron/engine/engine.ts', "import type { Clock } from './ports/clock.ts';"),
    good('electron/engine/transfer/crew.ts', "import { next } from '../policy/planning/segment-planner.ts';"),
    good('electron/engine/adapters/http-transport.ts', "import net from 'node:net';"),
    good(
      'electron/engine/policy/limits/token-bucket.ts',
      "import { ok } from '../../../../shared/model/result.ts';",
    ),
    good('electron/engine/policy/limits/token-bucket.test.ts', "import fc from 'fast-check';"),
    good('electron/engine/engine.test.ts', "import { fakeClock } from './testing/fake-clock.ts';"),
    good('electron/app/handlers.ts', "import { contract } from '../../shared/contract/contract.ts';"),
    good('electron/headless/serve.ts', "const app = await import('../app/create-app.ts');"),
    good('electron/desktop/windows.ts', "import { BrowserWindow } from 'electron';"),
    good('renderer/features/list/row.tsx', "import styles from './row.module.css';"),
    good('renderer/main.tsx', "import { createRoot } from 'react-dom/client';"),
    good(
      'e2e/fixtures/host.ts',
      "import { startNginx } from '../../electron/engine/testing/real-servers/real-servers.ts';",
    ),
    good('somewhere/else.ts', "import 'electron';"),
  ],
  invalid: [
    bad('electron/engine/engine.ts', "import { createApp } from '../app/create-app.ts';"),
    bad('electron/engine/engine.ts', "import { transport } from './adapters/http-transport.ts';"),
    bad('electron/engine/engine.ts', "import fs from 'node:fs';"),
    bad('electron/engine/policy/limits/token-bucket.ts', "import { createHash } from 'node:crypto';"),
    bad(
      'electron/engine/policy/limits/token-bucket.ts',
      "import type { Clock } from '../../ports/clock.ts';",
    ),
    bad('electron/engine/policy/limits/token-bucket.ts', "const late = import('../../adapters/clock.ts');"),
    bad('electron/engine/ports/clock.ts', "import { ok } from '../../../shared/model/result.ts';"),
    bad('electron/engine/adapters/clock.ts', "export * from '../engine.ts';"),
    bad('electron/app/settings.ts', "import { app } from 'electron';"),
    bad('electron/headless/serve.ts', "import { app } from 'electron/main';"),
    bad('electron/headless/serve.ts', "import { windows } from '../desktop/windows.ts';"),
    bad('renderer/main.tsx', "import { engine } from '../electron/engine/index.ts';"),
    bad('renderer/main.tsx', "import { readFile } from 'node:fs/promises';"),
    bad('renderer/main.tsx', "import { pino } from 'pino';"),
    bad('shared/model/state.ts', "import type { Contract } from '../contract/contract.ts';"),
    bad('shared/wire/client.ts', "import { store } from '../../renderer/state/store.ts';"),
    bad('electron/app/logging.ts', "import fs from 'fs';"),
    bad('e2e/main-job.spec.ts', "import { app } from 'electron';"),
  ],
});

describe('the table of floors', () => {
  it('names only floors that exist', () => {
    for (const floor of Object.values(floors)) {
      for (const name of [...floor.floors, ...(floor.inTests ?? [])]) expect(floors).toHaveProperty([name]);
    }
  });

  it('lets no two floors import each other', () => {
    for (const [name, floor] of Object.entries(floors)) {
      for (const below of floor.floors) expect(floors[below]?.floors).not.toContain(name);
    }
  });

  it('puts a file on the longest floor that fits', () => {
    expect(floorOf('electron/engine/policy/queues/admission.ts')).toBe('electron/engine/policy');
    expect(floorOf('electron/engine/download.ts')).toBe('electron/engine');
    expect(floorOf('electron/main.ts')).toBeNull();
  });
});

describe('file names', () => {
  it('are kebab-case', () => {
    expect(nameObjection('segment-worker.ts')).toBeNull();
    expect(nameObjection('segment-worker.integration.test.ts')).toBeNull();
    expect(nameObjection('SegmentWorker.ts')).not.toBeNull();
    expect(nameObjection('segment_worker.ts')).not.toBeNull();
  });

  it('do not say "utils"', () => {
    expect(nameObjection('string-utils.ts')).not.toBeNull();
    expect(nameObjection('download-manager.ts')).not.toBeNull();
    expect(nameObjection('commonwealth.ts')).toBeNull();
  });
});
