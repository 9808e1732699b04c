// How quickly the pages that people open most are there: a benchmark that prints its figures beside their aims, and
// asserts none, for a machine has its moods (ZEQING_VITALS=<rounds>). It is the phone of Lighthouse's throttled mobile
// run: 150 ms round trips, 1.6 Mbit/s down, 750 kbit/s up, a processor four times slower, nothing cached.

import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";

import { open, openTask, PASSWORD, signIn, test } from "../support.ts";

const ROUNDS = Number(process.env["ZEQING_VITALS"] ?? 5);

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** What a page is measured by: the largest paint and the slowest answer to a tap or a key (ms), and how much moved. */
interface Vitals {
  readonly lcp: number;
  readonly cls: number;
  readonly inp: number;
}

/** What is aimed at. */
const AIM: Vitals = { lcp: 1800, cls: 0.02, inp: 100 };

/** The time until the first content of the next page (ms), on this machine unthrottled. */
const NAVIGATION = 100;

/** A page, who opens it, and what is done on it. */
interface Visit {
  readonly name: string;
  readonly who: string;
  readonly address: (page: Page) => Promise<string>;
  readonly use: (page: Page) => Promise<void>;
}

const VISITS: Visit[] = [
  { name: "home", who: "clerk1", address: async () => "/", use: menu },
  { name: "dashboard", who: "leader", address: async () => "/dashboard", use: menu },
  { name: "form", who: "clerk1", address: task, use: type },
  { name: "ledger", who: "officer", address: async () => "/ledger", use: menu },
];

test("the vital signs of the pages that are opened most", async ({ browser, server }) => {
  test.setTimeout(1_800_000);
  for (const visit of VISITS) {
    const state = await signedIn(browser, server.url, visit);
    const seen: Vitals[] = [];
    for (let round = 0; round < ROUNDS; round++) seen.push(await measured(browser, server.url, state, visit));
    const of = (sign: keyof Vitals) => median(seen.map((vitals) => vitals[sign]));
    const line = (["lcp", "cls", "inp"] as const).map((sign) => `${sign} ${round(of(sign))} (aim ${AIM[sign]})`);
    console.log(`${visit.name.padEnd(10)} ${line.join(", ")}; median of ${ROUNDS}`);
  }
});

test("the time from a link to the first content behind it", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await signIn(page, "leader", PASSWORD);
  for (const [from, to] of [
    ["/", "/dashboard"],
    ["/dashboard", "/ranking"],
    ["/units", "/ledger"],
    ["/ledger", "/calendar"],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await open(page, from);
      times.push(await untilHeading(page, to));
      // The parts of the program behind the link are there the second time.
      await open(page, from);
    }
    console.log(`${from} → ${to}: ${round(median(times))} ms (aim ${NAVIGATION}); ${times.map(round).join(" ")}`);
  }
  await context.close();
});

type State = Awaited<ReturnType<BrowserContext["storageState"]>> & { address: string };

/** Signs in once, for a sign-in is slow on purpose, and finds the page. */
async function signedIn(browser: Browser, baseURL: string, visit: Visit): Promise<State> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signIn(page, visit.who, PASSWORD);
  const state = { ...(await context.storageState()), address: await visit.address(page) };
  await context.close();
  return state;
}

async function measured(browser: Browser, baseURL: string, state: State, visit: Visit): Promise<Vitals> {
  const context = await browser.newContext({ baseURL, storageState: state, ...PHONE });
  const page = await context.newPage();
  await slow(await context.newCDPSession(page));
  await page.addInitScript(observe);
  await open(page, state.address);
  await visit.use(page);
  await page.waitForTimeout(500);
  const vitals = await page.evaluate(() => (window as unknown as { vitals: Vitals }).vitals);
  await context.close();
  return vitals;
}

async function slow(session: CDPSession): Promise<void> {
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
}

/** Runs in the page before everything else. */
function observe(): void {
  const vitals = { lcp: 0, cls: 0, inp: 0 };
  (window as unknown as { vitals: typeof vitals }).vitals = vitals;
  const watch = (type: string, options: object, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  watch("largest-contentful-paint", {}, (entry) => (vitals.lcp = entry.startTime));
  watch("layout-shift", {}, (entry) => {
    const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!shift.hadRecentInput) vitals.cls += shift.value;
  });
  watch("event", { durationThreshold: 16 }, (entry) => {
    const event = entry as PerformanceEntry & { interactionId: number };
    if (event.interactionId) vitals.inp = Math.max(vitals.inp, event.duration);
  });
}

/** Opens the drawer of the menu, and closes it. */
async function menu(page: Page): Promise<void> {
  const toggle = page.getByRole("button", { name: /菜单/ }).first();
  await toggle.tap();
  await page.keyboard.press("Escape");
}

async function type(page: Page): Promise<void> {
  const field = page.getByRole("main").getByRole("textbox").first();
  await field.tap();
  await field.pressSequentially("公示栏已更新", { delay: 60 });
}

async function task(page: Page): Promise<string> {
  await open(page, "/self-check");
  return (await openTask(page).getAttribute("href")) ?? "/self-check";
}

/** Follows a link of the rail and answers after how many ms the next page's heading stood there. */
async function untilHeading(page: Page, to: string): Promise<number> {
  return page.evaluate(async (to) => {
    const heading = () => document.querySelector("main h1")?.textContent ?? "";
    const before = heading();
    const link = document.querySelector<HTMLAnchorElement>(`nav a[href="${to}"]`);
    if (!link) throw new Error(`no link to ${to}`);
    const start = performance.now();
    const seen = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (heading() !== before && heading() !== "") {
          observer.disconnect();
          resolve(performance.now() - start);
        }
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    link.click();
    return seen;
  }, to);
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return value < 1 ? Math.round(value * 10_000) / 10_000 : Math.round(value);
}
