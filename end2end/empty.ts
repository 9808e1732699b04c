// What a test stands on that begins with nothing: a system of its own, in which there are only the three administrators.

import { startEmptyServer, type Administrators, type Server } from "./server.ts";
import { test as base } from "./support.ts";

export const test = base.extend<{ empty: Server & Administrators }>({
  empty: [
    async ({}, use, test) => {
      const server = await startEmptyServer(`test-results/empty-server-${test.workerIndex}.log`);
      await use(server);
      await server.stop();
    },
    // The server says itself after which time it gave up.
    { timeout: 330_000 },
  ],
  // Every window of the test opens on it, so the demo is not even started.
  baseURL: async ({ empty }, use) => use(empty.url),
});
