// How quickly the pages that people open most are there: a benchmark that prints its figures below their aims, as a
// table for a note, and asserts none, for a machine has its moods (ZEQING_VITALS=<rounds>). It is the phone of
// Lighthouse's throttled mobile run: 150 ms round trips, 1.6 Mbit/s down, 750 kbit/s up, a processor four times slower,
// nothing cached.

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

/** After this time (ms) a link has led nowhere. */
const PATIENCE = 30_000;

// What a throttled page has fetched ahead and not used a few seconds later is no fault here.
test.use({ expected: [/was preloaded using link preload but not used/] });

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

/** Links of the rail: from which page to which. */
const WAYS = [
  ["/", "/dashboard"],
  ["/dashboard", "/ranking"],
  ["/units", "/ledger"],
  ["/ledger", "/calendar"],
] as const;

test("the vital signs of the pages that are opened most", async ({ browser, server }) => {
  test.setTimeout(1_800_000);
  const rows = [["*aim*", `${AIM.lcp}`, `${AIM.cls}`, `${AIM.inp}`]];
  try {
    for (const visit of VISITS) {
      const opened = await signedIn(browser, server.url, visit);
      const seen: Vitals[] = [];
      for (let round = 0; round < ROUNDS; round++) seen.push(await measured(browser, server.url, opened, visit));
      const of = (sign: keyof Vitals) => beside(median(seen.map((vitals) => vitals[sign])), AIM[sign]);
      rows.push([visit.name, of("lcp"), of("cls"), of("inp")]);
    }
  } finally {
    table(["page", "LCP (ms)", "CLS", "INP (ms)"], rows);
  }
});

test("the time from a link to the first content behind it", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await signIn(page, "leader", PASSWORD);
  const rows = [["*aim*", `${NAVIGATION}`, ""]];
  try {
    for (const [from, to] of WAYS) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        // The parts of the program behind the link are there the second time.
        await open(page, from);
        times.push(await untilHeading(page, to));
      }
      rows.push([`${from} → ${to}`, beside(median(times), NAVIGATION), times.map(rounded).join(", ")]);
    }
  } finally {
    table(["way", "until the next page's heading (ms)", "each round"], rows);
  }
});

/** Somebody signed in, and the address that they open. */
interface Opened {
  readonly storageState: Awaited<ReturnType<BrowserContext["storageState"]>>;
  readonly address: string;
}

/** Signs in once, for a sign-in is slow on purpose, and finds the page. */
async function signedIn(browser: Browser, baseURL: string, visit: Visit): Promise<Opened> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signIn(page, visit.who, PASSWORD);
  const opened = { storageState: await context.storageState(), address: await visit.address(page) };
  await context.close();
  return opened;
}

async function measured(browser: Browser, baseURL: string, opened: Opened, visit: Visit): Promise<Vitals> {
  const context = await browser.newContext({ baseURL, storageState: opened.storageState, ...PHONE });
  const page = await context.newPage();
  await slow(await context.newCDPSession(page));
  await page.addInitScript(observe);
  await open(page, opened.address);
  await visit.use(page);
  // What the last key has changed is painted, and told of, a little later.
  await page.waitForTimeout(1_000);
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

/**
 * Runs in the page before everything else. What moves counts by the worst stretch without a quiet second, of five seconds
 * at most; answers to fewer than fifty taps and keys count by the slowest.
 */
function observe(): void {
  const vitals = { lcp: 0, cls: 0, inp: 0 };
  const stretch = { from: -Infinity, to: -Infinity, moved: 0 };
  (window as unknown as { vitals: typeof vitals }).vitals = vitals;
  const watch = (type: string, options: object, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  watch("largest-contentful-paint", {}, (entry) => (vitals.lcp = entry.startTime));
  watch("layout-shift", {}, (entry) => {
    const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (shift.hadRecentInput) return;
    const goesOn = entry.startTime - stretch.to < 1_000 && entry.startTime - stretch.from < 5_000;
    if (!goesOn) Object.assign(stretch, { from: entry.startTime, moved: 0 });
    Object.assign(stretch, { to: entry.startTime, moved: stretch.moved + shift.value });
    vitals.cls = Math.max(vitals.cls, stretch.moved);
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

/** Types by keys: what an input method puts in as a whole is no answer to a key. */
async function type(page: Page): Promise<void> {
  const field = page.getByRole("main").getByRole("textbox").first();
  await field.tap();
  await field.pressSequentially("gongshi lan 42", { delay: 60 });
}

async function task(page: Page): Promise<string> {
  await open(page, "/self-check");
  return (await openTask(page).getAttribute("href")) ?? "/self-check";
}

/** Follows a link of the rail and answers after how many ms the next page's heading stood there. */
async function untilHeading(page: Page, to: string): Promise<number> {
  const follow = async ({ to, patience }: { to: string; patience: number }) => {
    const heading = () => document.querySelector("main h1")?.textContent ?? "";
    const before = heading();
    const link = document.querySelector<HTMLAnchorElement>(`nav a[href="${to}"]`);
    if (!link) throw new Error(`no link to ${to}`);
    const start = performance.now();
    const seen = new Promise<number>((resolve, reject) => {
      const observer = new MutationObserver(() => {
        if (heading() !== before && heading() !== "") {
          observer.disconnect();
          resolve(performance.now() - start);
        }
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      setTimeout(() => reject(new Error(`the link to ${to} leads nowhere`)), patience);
    });
    link.click();
    return seen;
  };
  return page.evaluate(follow, { to, patience: PATIENCE });
}

/** Prints the medians of all rounds as a table of Markdown. */
function table(head: string[], rows: string[][]): void {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, place) => (place === 0 ? "---" : "--:"));
  console.log(["", `Medians of ${ROUNDS}:`, "", line(head), line(rule), ...rows.map(line), ""].join("\n"));
}

/** A figure, marked where it is behind its aim. */
function beside(figure: number, aim: number): string {
  return figure <= aim ? `${rounded(figure)}` : `**${rounded(figure)}**`;
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return value < 1 ? Math.round(value * 10_000) / 10_000 : Math.round(value);
}
