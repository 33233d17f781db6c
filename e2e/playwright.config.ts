import { defineConfig } from '@playwright/test';
import { findChromium } from './fixtures/chromium.ts';
import type { HostOptions } from './fixtures/test.ts';

const { executablePath, args } = findChromium();

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
    launchOptions: { executablePath, args: [...args] },
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
