// What every browser test stands on: a server per worker, a page that may not complain, axe, and signing in.

import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";

import { byKeyboardAlone } from "./keyboard.ts";
import { startServer, type Server } from "./server.ts";

export { expect };

/** The rules that a page must keep: WCAG 2.2 AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Test {
  /** What a console may say in this test, such as the refusal it is about: `test.use({ expected: [/403/] })`. Two patterns
   * would be taken for an option and its settings: put them into one. */
  expected: RegExp[];
  /** Fails the test when any page of it said something in its console, threw, or could not fetch a file. */
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
    { scope: "worker", timeout: 330_000 },
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
          const said = `${kind}: ${message.text()} (${message.location().url})`;
          if (kind === "error" || kind === "warning") complain(said);
        });
        context.on("weberror", (error) => complain(`thrown: ${error.error().stack ?? error.error()}`));
      };
      browser.on("context", listen);
      await use();
      browser.off("context", listen);
      try {
        expect(complaints, "the browser's console").toEqual([]);
      } finally {
        // Windows left open would ask the server on beside the tests that follow, and be in the pictures of what fails.
        for (const context of browser.contexts()) {
          // An answer that a test has changed may still be on its way.
          for (const page of context.pages()) await page.unrouteAll({ behavior: "ignoreErrors" });
          await context.close();
        }
      }
    },
    { auto: true },
  ],
});

/** Fails when axe finds a barrier on the page, and says which, where and how to mend it; the play goes on to its end. */
export async function axe(page: Page, toasts: "aside" | "looked at" = "aside"): Promise<void> {
  // What lies under a toast can be pressed all the same, which axe cannot know; so it is out of sight meanwhile.
  const show = (visibility: string) =>
    page.locator(".toasts").evaluateAll((all, how) => {
      for (const one of all) (one as HTMLElement).style.visibility = how;
    }, visibility);
  if (toasts === "aside") await show("hidden");
  // Nor can it know that what has slid half under the top bar, or under the acts at the bottom, can be scrolled into sight.
  const lay = (position: string) =>
    page.locator(".acts.stick").evaluateAll((all, how) => {
      for (const one of all) (one as HTMLElement).style.position = how;
    }, position);
  await lay("static");
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  const builder = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(RULES);
  // The system's own colours are the person's, and axe reads ours under them.
  const forced = await page.evaluate(() => matchMedia("(forced-colors: active)").matches);
  if (forced) builder.disableRules(["color-contrast"]);
  // A page of ours has no frame of another origin, so the last part of axe needs no window of its own: half the time.
  const { violations } = await builder.setLegacyMode().analyze();
  await show("");
  await lay("");
  const found = violations.flatMap(({ id, help, helpUrl, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.target.join(" ")}\n  ${node.failureSummary ?? ""}\n  ${helpUrl}`),
  );
  expect.soft(found, `barriers on ${page.url()}`).toEqual([]);
}

/** Makes sure that the page is a page of ours, and that nothing on it is wider than the screen. */
export async function fits(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first(), `heading of ${page.url()}`).toBeVisible();
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect.soft(scrollWidth, `width of ${page.url()}`).toBeLessThanOrEqual(clientWidth);
}

/** Signs in by the form, in whichever language the page has, and waits until the form is left. */
export async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(/^(账号|Account)/).fill(name);
  await page.getByLabel(/^(密码|Password)/).fill(password);
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** The password of everybody in the demo, as src/demo/people.rs has it. */
export const PASSWORD = "Demo-2026-zeqing";

/** Opens a page and waits until the browser's half of the program has taken it over. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator("html[data-live]").waitFor({ state: "attached" });
}

/** Opens a page whose clock the test puts forward. It is opened by the machine's clock first: what the sign-in leads to is
 * on its way for a while, and a page in which the clock is exchanged meanwhile has timers of both. */
export async function openWithClock(page: Page, address: string): Promise<void> {
  await open(page, address);
  await page.clock.install();
  await open(page, address);
}

/** Opens a page, looks for barriers on it, and makes sure that it is a page and no refusal. */
export async function look(page: Page, address: string): Promise<void> {
  await open(page, address);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await axe(page);
}

/** A window of its own for a person, of the demo if no password is told, signed in and at their home. */
export async function enter(browser: Browser, name: string, password = PASSWORD): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (process.env["ZEQING_KEYBOARD"]) await byKeyboardAlone(page);
  await signIn(page, name, password);
  return page;
}

/** The form that has this button. */
export function formOf(page: Page, button: string): Locator {
  return page.locator("form").filter({ has: page.getByRole("button", { name: button, exact: true }) });
}

/** Presses the button of this name; more than one of it on a page would be a fault of the page. */
export async function press(within: Page | Locator, name: string | RegExp): Promise<void> {
  await within.getByRole("button", { name, exact: typeof name === "string" }).click();
}

/** Opens what is folded under these words. */
export async function unfold(within: Page | Locator, words: string): Promise<void> {
  await within.locator("summary").filter({ hasText: new RegExp(`^\\s*${words}\\s*$`) }).click();
}

/** Waits until the record has this state beside the title of its page, and looks for barriers on the page then. */
export async function stands(page: Page, state: string): Promise<void> {
  await expect(page.locator("main .title .badge")).toHaveText(state);
  await axe(page);
}

/** The path that a link leads to. */
export async function pathOf(link: Locator): Promise<string> {
  return new URL((await link.getAttribute("href")) ?? "", link.page().url()).pathname;
}

/** The self-check that waits for the unit's clerk, whatever rounds there are: a link in the list of its tasks. */
export function openTask(page: Page): Locator {
  const waiting = page.getByRole("row").filter({ hasText: /单位填报人|Unit clerk/ });
  return waiting.getByRole("rowheader").getByRole("link");
}

/** Today in the district, as dates are written. */
export function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
}

/** The season under way, as the frame names it to whoever is signed in: in January mostly that of the year before. */
export async function seasonOf(page: Page): Promise<string> {
  const answer = await page.request.get("/api/home/glance");
  const { season } = (await answer.json()) as { season: string | null };
  expect(season, "a season is under way").toBeTruthy();
  return season ?? "";
}
