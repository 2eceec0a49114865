// The screens in a real browser, against the real backend: each test has a desk of its own.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'browser',
  outputDir: 'report/browser',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A second try tells a busy machine from a defect; the list names what needed one as flaky.
  retries: 2,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'America/New_York',
    screenshot: 'only-on-failure',
    // Contrast is measured on colours that have arrived, not on their way from light to dark.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      // Debian's own browser: nothing is downloaded.
      executablePath: process.env['ENTRYDESK_CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
