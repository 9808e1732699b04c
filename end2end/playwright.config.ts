import { defineConfig, devices } from "@playwright/test";

/** The longest test. */
const SEASON = "season.spec.ts";

// What is not run always: a long walk, for whoever changes what all pages share (ZEQING_LOOKS), the pages against their
// reviewed pictures (ZEQING_REVIEWED), and a benchmark (ZEQING_VITALS). The README has a table of these variables.
const NOT_ALWAYS = [
  ...(process.env["ZEQING_LOOKS"] ? [] : ["pages.spec.ts"]),
  ...(process.env["ZEQING_REVIEWED"] ? [] : ["pictures.spec.ts"]),
  ...(process.env["ZEQING_VITALS"] ? [] : ["vitals.spec.ts"]),
];

// The server is started by the fixture `server` in support.ts, not here: each worker has one of its own.
export default defineConfig({
  testDir: "tests",
  outputDir: "test-results/pages",
  // Where the reviewed pictures lie; see pictures.spec.ts.
  snapshotPathTemplate: "../docs/pictures/{arg}{ext}",
  // A retry would hide a race, and a race is a fault.
  retries: 0,
  // Two at once: while one waits for its pages, the other has the machine. The season is as long as all others together,
  // so it comes first.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: "season", testMatch: SEASON },
    { name: "pages", testIgnore: [SEASON, ...NOT_ALWAYS] },
  ],
  forbidOnly: Boolean(process.env["CI"]),
  // The season is played in one test.
  timeout: 600_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    // A trace makes a test half as long again, and what went wrong is in the message, the picture and the server's log.
    trace: process.env["ZEQING_TRACE"] ? "retain-on-failure" : "off",
    launchOptions: {
      executablePath: process.env["ZEQING_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        // Tests run as root in containers, where Chromium's own sandbox does not start.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
