import { defineConfig } from '@playwright/test';
import type { HostOptions } from './fixtures/test.ts';

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
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'headless', testMatch: '*.spec.ts', use: { hostKind: 'headless' } },
    {
      name: 'desktop-double',
      testMatch: ['*.spec.ts', 'electron-double/*.spec.ts'],
      use: { hostKind: 'desktop-double' },
    },
    { name: 'desktop', testMatch: '*.spec.ts', use: { hostKind: 'desktop' } },
  ],
});
