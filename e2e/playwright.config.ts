import { defineConfig } from '@playwright/test';
import type { HostOptions } from './fixtures/test.ts';

/** What only the double can be asked. */
const doubleOnly = 'electron-double/**';

/** The same specs for every host. `desktop` needs the real Electron and is skipped where there is none. */
export default defineConfig<HostOptions>({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  reporter: [['list']],
  use: {
    // Without a film: to take it costs more than many tests do.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'headless', testIgnore: doubleOnly, use: { hostKind: 'headless' } },
    { name: 'desktop-double', use: { hostKind: 'desktop-double' } },
    { name: 'desktop', testIgnore: doubleOnly, use: { hostKind: 'desktop' } },
  ],
});
