import { defineConfig } from '@playwright/test';

/** The journeys through the app: in a browser against the service, and in Electron where its binary is present. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '.bench/journeys',
  // Each journey trains for real; two at once would take each other's cores.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // Ends what hangs; a machine that is busy with other work may take minutes for an honest journey.
  timeout: 900_000,
  expect: { timeout: 15_000 },
  use: {
    locale: 'en-GB',
    colorScheme: 'light',
    viewport: { width: 1280, height: 800 },
    // With the page's content at every step, but not filmed, which takes an eighth of a journey's processor time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    screenshot: 'only-on-failure',
  },
  projects: [{ name: 'browser' }, { name: 'electron' }],
});
