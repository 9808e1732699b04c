// What every browser test stands on: a server per worker, a page that may not complain, axe, and signing in.

import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";

import { startServer, type Server } from "./server.ts";

export { expect };

/** The rules that a page must keep: WCAG 2.2 AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Test {
  /** What a console may say in this test, such as the refusal it is about: `test.use({ expected: [/403/] })`. */
  expected: RegExp[];
  /** Fails the test when any page of it said something in its console, threw, or could not fetch one of its files. */
  quiet: void;
}

interface Worker {
  /** The server under test. A worker that had a failure starts a new one, so no test meets another's ruins. */
  server: Server;
}

export const test = base.extend<Test, Worker>({
  server: [
    async ({}, use, worker) => {
      const server = await startServer(`test-results/server-${worker.workerIndex}.log`);
      await use(server);
      await server.stop();
    },
    // The server says itself after which time it gave up.
    { scope: "worker", auto: true, timeout: 360_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  expected: [[], { option: true }],

  quiet: [
    async ({ browser, expected }, use) => {
      const complaints: string[] = [];
      const complain = (complaint: string) => {
        if (!expected.some((pattern) => pattern.test(complaint))) complaints.push(complaint);
      };
      // Every context, for a test may play several people at once.
      const listen = (context: BrowserContext) => {
        context.on("console", (message) => {
          const kind = message.type();
          if (kind === "error" || kind === "warning") complain(`${kind}: ${message.text()} (${message.location().url})`);
        });
        context.on("weberror", (error) => complain(`thrown: ${error.error().stack ?? error.error()}`));
      };
      browser.on("context", listen);
      await use();
      browser.off("context", listen);
      expect(complaints, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

/** Fails when axe finds a barrier on the page, and says which, where and how to remove it. */
export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.flatMap(({ id, help, helpUrl, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.target.join(" ")}\n  ${node.failureSummary ?? ""}\n  ${helpUrl}`),
  );
  expect(found, `barriers on ${page.url()}`).toEqual([]);
}

/** Signs in by the form, in whichever language the page has, and waits until the form is left. */
export async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(/^(账号|Account)/).fill(name);
  await page.getByLabel(/^(密码|Password)/).fill(password);
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}
