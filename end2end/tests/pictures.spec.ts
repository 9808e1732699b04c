// The pages against their reviewed pictures, in each width, language and theme, where ZEQING_REVIEWED=1 asks for it:
// `ZEQING_REVIEWED=1 cargo xtask test --only browser -- pictures` compares each page with its picture in docs/pictures. With
// `--update-snapshots` at the end it writes those that differ, to be looked at before they are kept. A picture that is
// missing is written too, and that run fails. The demo stands still, so that a picture is the same on every day. The
// pictures of the guides are made in the same run.

import type { Browser, Page, Route } from "@playwright/test";

import { windowful, wholePage } from "../picture.ts";
import { FILES, send, textOf } from "../season/register.ts";
import { startServer, type Server } from "../server.ts";
import { expect, open, PASSWORD, press, signIn, test as base } from "../support.ts";

/** A working day in the middle of a season. */
const AT = "2026-10-28T10:30:00+08:00";

/** How much may differ: what a font draws otherwise at an edge, and no word. */
const TOLERANCE = { maxDiffPixelRatio: 0.002, threshold: 0.25 };

/** A page by the name of its picture, who opens it, and its address or how it is found. */
interface Shown {
  readonly name: string;
  readonly who: string | null;
  readonly address: string;
  /** The links that lead on to it, one page after the other: of each page the first that is alike. */
  readonly links?: RegExp[];
  /** How it is opened, where that is more than its address. */
  readonly by?: (page: Page, address: string) => Promise<void>;
}

/** A line of the table of former names that the demo has not. */
const FORMER_NAME = "郑州市金水区卫生防疫站（虚构）,JSQZ15,,2001";

/** The page of a file that was sent and not confirmed; its address is new each time. */
const PREVIEW = "the preview";

// The page on the system is left out: it says the commit, the port and how fast the database answered.
const PAGES: Shown[] = [
  { name: "sign-in", who: null, address: "/sign-in" },
  { name: "clerk-home", who: "clerk1", address: "/" },
  { name: "clerk-fills-in", who: "clerk1", address: "/self-check/2026-01/JSJD01" },
  { name: "clerk-ledger", who: "clerk1", address: "/ledger" },
  { name: "clerk-entry", who: "clerk1", address: "/ledger", links: [/^\/ledger\/P-/] },
  { name: "clerk-unit", who: "clerk1", address: "/units/JSJD01" },
  { name: "head-signs", who: "head2", address: "/self-check/2026-01/JSJD02" },
  { name: "inspector-home", who: "inspector1", address: "/" },
  { name: "inspector-visit", who: "inspector1", address: "/", links: [/^\/visits\//] },
  { name: "inspector-calendar", who: "inspector1", address: "/calendar" },
  { name: "officer-home", who: "officer", address: "/" },
  { name: "officer-rounds", who: "officer", address: "/self-check" },
  { name: "officer-round", who: "officer", address: "/self-check/2026-01?state=returned" },
  { name: "officer-plans", who: "officer", address: "/plans" },
  { name: "officer-plan", who: "officer", address: "/plans/P-2026-01" },
  { name: "officer-calendar", who: "officer", address: "/calendar" },
  { name: "officer-ledger", who: "officer", address: "/ledger?light=red" },
  { name: "officer-order", who: "officer", address: "/ledger/order" },
  { name: "officer-units", who: "officer", address: "/units" },
  { name: "officer-templates", who: "officer", address: "/templates" },
  { name: "leader-home", who: "leader", address: "/" },
  { name: "leader-dashboard", who: "leader", address: "/dashboard" },
  { name: "leader-wall", who: "leader", address: "/wall" },
  { name: "leader-ranking", who: "leader", address: "/ranking/2026" },
  { name: "leader-search", who: "leader", address: "/search?q=jbl" },
  { name: "people", who: "sysadmin", address: "/admin/people" },
  { name: "policy", who: "secadmin", address: "/admin/policy" },
  { name: "journal", who: "auditor", address: "/admin/journal?record=unit:JSJD01" },
  { name: "clerk-notice", who: "clerk1", address: "/units/JSJD01", links: [/^\/visits\/[^/]+$/, /\/notice$/] },
  { name: "inspector-score", who: "inspector1", address: "/", links: [/^\/visits\//, /\/score$/] },
  // The unit of the visit that waits for this inspector has signed no self-check.
  { name: "inspector-self-check", who: "inspector1", address: "/visits/P-2026-01.JSJD03", links: [/\/self-check$/] },
  { name: "officer-new-plan", who: "officer", address: "/plans/new" },
  { name: "officer-arrange", who: "officer", address: "/plans/P-2026-01", links: [/^\/plans\/[^/]+\/units\//] },
  { name: "draw", who: "officer", address: "/plans/P-2026-01/draw" },
  { name: "officer-unit", who: "officer", address: "/units/JSJD01" },
  { name: "officer-inspectors", who: "officer", address: "/inspectors" },
  { name: "officer-inspector", who: "officer", address: "/inspectors", links: [/^\/inspectors\/[^/]+$/] },
  { name: "officer-holidays", who: "officer", address: "/templates/holidays" },
  { name: "officer-standard", who: "officer", address: "/templates", links: [/^\/templates\/score-standard\/[^/]+$/] },
  { name: "officer-form", who: "officer", address: "/templates", links: [/^\/templates\/self-check-form\/[^/]+$/] },
  { name: "officer-workbench", who: "officer", address: "/ranking/2026/workbench" },
  { name: "leader-seasons", who: "leader", address: "/ranking" },
  { name: "leader-published", who: "leader", address: "/ranking/2025" },
  { name: "me", who: "leader", address: "/me" },
  { name: "clerk-rounds", who: "clerk1", address: "/self-check" },
  { name: "head-home", who: "head2", address: "/" },
  { name: "legal-home", who: "legal", address: "/" },
  { name: "officer-tour", who: "officer", address: "/?tour=1&place=%2Ftemplates" },
  { name: "officer-edits-plan", who: "officer", address: "/plans", links: [/^\/plans\/P-[^/]+$/, /\/edit$/] },
  { name: "officer-preview", who: "officer", address: PREVIEW },
  { name: "officer-weights", who: "officer", address: "/templates/score-standard/1/weights" },
  { name: "officer-indicator", who: "officer", address: "/templates/score-standard/1/F1.1" },
  { name: "officer-new-indicator", who: "officer", address: "/templates/score-standard/1/new" },
  { name: "officer-question", who: "officer", address: "/templates/self-check-form/1/Z1.1" },
  { name: "officer-new-question", who: "officer", address: "/templates/self-check-form/1/new" },
  { name: "officer-jobs", who: "officer", address: "/jobs" },
  { name: "officer-job", who: "officer", address: "/jobs", links: [/^\/jobs\/[^/]+$/] },
  { name: "leader-search-empty", who: "leader", address: "/search" },
  { name: "system-home", who: "sysadmin", address: "/" },
  { name: "people-import", who: "sysadmin", address: "/admin/people/import" },
  { name: "security-home", who: "secadmin", address: "/" },
  { name: "audit-home", who: "auditor", address: "/" },
  { name: "journal-entry", who: "auditor", address: "/admin/journal/unit:JSJD01/1" },
  { name: "styleguide", who: null, address: "/styleguide", by: withoutScript },
  { name: "not-found", who: "leader", address: "/there-is-nothing-here" },
  { name: "not-permitted", who: "clerk1", address: "/admin/journal" },
  { name: "offline", who: "clerk1", address: "/", by: offline },
  { name: "crash", who: "clerk1", address: "/ledger", by: crashed },
];

/** Those pages that the guides show, as far as a window shows them. */
const IN_GUIDES = ["clerk-home", "leader-dashboard", "officer-ledger"];

/** Width and height of the window. */
const SIZES = [
  [1440, 900],
  [820, 1100],
  [390, 844],
] as const;

/** A server whose clock stands still. */
interface Still extends Server {
  /** The address of the preview. */
  readonly preview: string;
}

/** With such a server for each look, so that what is counted on a page does not depend on the looks before. */
const test = base.extend<{ still: Still }>({
  still: [
    async ({ browser }, use, { workerIndex }) => {
      const server = await startServer(`test-results/still-${workerIndex}.log`, AT);
      try {
        await use({ ...server, preview: await prepared(browser, server.url) });
      } finally {
        await server.stop();
      }
    },
    // The server says itself after which time it gave up.
    { timeout: 450_000 },
  ],
  baseURL: async ({ still }, use) => use(still.url),
});

// What is refused, what has no network, and what the page that has failed says.
test.use({
  expected: [
    // One pattern, for two would be taken for an option and its settings.
    /status of 40[34] .*\/(there-is-nothing-here|admin\/journal)\)$|net::ERR_INTERNET|panicked at|unreachable|RuntimeError/,
  ],
});

// Each look stands alone, so one may be taken beside the other.
test.describe.configure({ mode: "parallel" });

for (const [width, height] of SIZES) {
  for (const lang of ["zh", "en"] as const) {
    for (const theme of ["light", "dark"] as const) {
      const look = `${lang}-${width}-${theme}`;
      test(`the pages are as they were reviewed: ${look}`, async ({ browser, still }) => {
        test.setTimeout(1_800_000);
        const windows = await opened(browser, still.url, { lang, theme, width, height });
        for (const shown of PAGES) {
          const page = windows.get(shown.who);
          if (!page) throw new Error(`nobody opens ${shown.name}`);
          const address = shown.address === PREVIEW ? still.preview : shown.address;
          // What fails or differs does not end the look, so that one run tells of all.
          const failure = await test.step(shown.name, async () => {
            await (shown.by ?? open)(page, address);
            for (const link of shown.links ?? []) await follow(page, link);
            if (width === 1440 && theme === "light" && IN_GUIDES.includes(shown.name)) {
              const picture = await windowful(page);
              expect.soft(picture).toMatchSnapshot([`guide-${lang}`, `${shown.name}.png`], TOLERANCE);
            }
            expect.soft(await wholePage(page)).toMatchSnapshot([look, `${shown.name}.png`], TOLERANCE);
          }).catch((failure: unknown) => String(failure));
          expect.soft(failure, `${shown.name} is taken`).toBeUndefined();
          await page.unrouteAll({ behavior: "ignoreErrors" });
          await page.context().setOffline(false);
        }
      });
    }
  }
}

/** Imports a former name, which is a job, and answers the address of the preview of a list in which one head is another. */
async function prepared(browser: Browser, url: string): Promise<string> {
  const context = await browser.newContext({ baseURL: url });
  await context.addCookies([{ name: "lang", value: "zh", url }]);
  const officer = await context.newPage();
  await officer.clock.setFixedTime(AT);
  await signIn(officer, "officer", PASSWORD);
  await open(officer, "/templates");
  await send(officer, FILES.formerNames, `${(await textOf(FILES.formerNames)).trimEnd()}\r\n${FORMER_NAME}\r\n`);
  await press(officer, "确认导入");
  await expect(officer.getByText("导入完成")).toBeVisible();
  await open(officer, "/templates");
  await send(officer, FILES.units, (await textOf(FILES.units)).replace(",主任", ",书记"));
  const preview = new URL(officer.url()).pathname;
  await context.close();
  return preview;
}

interface Look {
  readonly lang: string;
  readonly theme: string;
  readonly width: number;
  readonly height: number;
}

/** A window of this look for everybody who opens a page. They sign in at once, for a page counts what was journalled. */
async function opened(browser: Browser, url: string, look: Look): Promise<Map<string | null, Page>> {
  const { lang, theme, width, height } = look;
  const windows = new Map<string | null, Page>();
  for (const who of new Set(PAGES.map((shown) => shown.who))) {
    const context = await browser.newContext({ baseURL: url, viewport: { width, height }, reducedMotion: "reduce" });
    await context.addCookies(Object.entries({ lang, theme }).map(([name, value]) => ({ name, value, url })));
    const page = await context.newPage();
    await page.clock.setFixedTime(AT);
    if (who) await signIn(page, who, PASSWORD);
    windows.set(who, page);
  }
  return windows;
}

/** Opens the first page behind a link of this path in the page's main part. */
async function follow(page: Page, path: RegExp): Promise<void> {
  const links = page.locator("main a[href]");
  await expect(links.first()).toBeVisible();
  const all = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  const address = all.find((href) => path.test(href));
  if (!address) throw new Error(`no link to ${path} on ${page.url()}`);
  await open(page, address);
}

/** Opens a page that has no half in the browser. */
async function withoutScript(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Opens a page and takes the network away. */
async function offline(page: Page, address: string): Promise<void> {
  await open(page, address);
  await page.context().setOffline(true);
  await expect(page.getByRole("status").locator(".note.warn")).toBeVisible();
}

/** Opens a page whose half in the browser fails: something on the way has rewritten what it takes over. */
async function crashed(page: Page, address: string): Promise<void> {
  const rewritten = async (route: Route) => {
    const response = await route.fetch();
    // The foot, for without its head the frame would fall apart.
    const body = (await response.text()).replace(/<footer[\s\S]*?<\/footer>/, '<footer class="foot"><p>…</p></footer>');
    await route.fulfill({ response, body });
  };
  await page.route(`**${address}`, rewritten, { times: 1 });
  await page.goto(address);
  await expect(page.locator(".crash")).toBeVisible();
}
