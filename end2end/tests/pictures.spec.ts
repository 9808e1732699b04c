// The pages against their reviewed pictures, in each width, language and theme, where ZEQING_REVIEWED=1 asks for it. The
// repository holds none: `ZEQING_REVIEWED=1 cargo xtask test --only browser -- pictures --update-snapshots` writes them to
// docs/pictures, to be looked at, and later runs compare with what is there. A picture that is missing is written too, and
// that run fails. The demo stands still, so that a picture is the same on every day.

import type { Browser, Page } from "@playwright/test";

import { expect, PASSWORD, signIn, test as base } from "../support.ts";
import { startServer, type Server } from "../server.ts";

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
}

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
  { name: "inspector-score", who: "inspector1", address: "/", links: [/^\/visits\//, /\/score/] },
  { name: "inspector-self-check", who: "inspector1", address: "/", links: [/^\/visits\//, /\/self-check$/] },
  { name: "officer-new-plan", who: "officer", address: "/plans/new" },
  { name: "officer-arrange", who: "officer", address: "/plans/P-2026-01", links: [/^\/plans\/[^/]+\/units\//] },
  { name: "draw", who: "officer", address: "/plans", links: [/^\/plans\/[^/]+$/, /\/draw$/] },
  { name: "officer-unit", who: "officer", address: "/units/JSJD01" },
  { name: "officer-inspectors", who: "officer", address: "/inspectors" },
  { name: "officer-holidays", who: "officer", address: "/templates/holidays" },
  { name: "officer-standard", who: "officer", address: "/templates", links: [/^\/templates\/score-standard\/[^/]+$/] },
  { name: "officer-form", who: "officer", address: "/templates", links: [/^\/templates\/self-check-form\/[^/]+$/] },
  { name: "officer-workbench", who: "officer", address: "/ranking/2026/workbench" },
  { name: "leader-seasons", who: "leader", address: "/ranking" },
  { name: "leader-published", who: "leader", address: "/ranking/2025" },
  { name: "me", who: "leader", address: "/me" },
  { name: "not-found", who: "leader", address: "/there-is-nothing-here" },
];

/** Width and height of the window. */
const SIZES = [
  [1440, 900],
  [820, 1100],
  [390, 844],
] as const;

/** With a server whose clock stands still, beside that of the other tests. */
const test = base.extend<object, { still: Server }>({
  still: [
    async ({}, use, worker) => {
      const server = await startServer(`test-results/still-${worker.workerIndex}.log`, AT);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 330_000 },
  ],
  baseURL: async ({ still }, use) => use(still.url),
});

test.use({ expected: [/status of 404 .*\/there-is-nothing-here\)$/] });

for (const [width, height] of SIZES) {
  for (const lang of ["zh", "en"] as const) {
    for (const theme of ["light", "dark"] as const) {
      const look = `${lang}-${width}-${theme}`;
      test(`the pages are as they were reviewed: ${look}`, async ({ browser, still }) => {
        test.setTimeout(1_200_000);
        const open = await windows(browser, still.url, { lang, theme, width, height });
        for (const shown of PAGES) {
          const page = await open(shown.who);
          await page.goto(shown.address);
          await page.locator("html[data-live]").waitFor({ state: "attached" });
          for (const link of shown.links ?? []) await follow(page, link);
          // What differs does not end the test, so that one run tells of all.
          await expect.soft(page).toHaveScreenshot([look, `${shown.name}.png`], TOLERANCE);
        }
      });
    }
  }
}

interface Look {
  readonly lang: string;
  readonly theme: string;
  readonly width: number;
  readonly height: number;
}

/** A window of this look for each person, opened when it is first asked for. */
async function windows(browser: Browser, baseURL: string, look: Look): Promise<(who: string | null) => Promise<Page>> {
  const { lang, theme, width, height } = look;
  const pages = new Map<string | null, Page>();
  return async (who) => {
    const known = pages.get(who);
    if (known) return known;
    const context = await browser.newContext({ baseURL, viewport: { width, height }, reducedMotion: "reduce" });
    await context.addCookies(Object.entries({ lang, theme }).map(([name, value]) => ({ name, value, url: baseURL })));
    const page = await context.newPage();
    await page.clock.setFixedTime(AT);
    if (who) await signIn(page, who, PASSWORD);
    pages.set(who, page);
    return page;
  };
}

/** Opens the first page behind a link of this path in the page's main part. */
async function follow(page: Page, path: RegExp): Promise<void> {
  const links = page.locator("main a[href]");
  await expect(links.first()).toBeVisible();
  const all = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  const address = all.find((href) => path.test(href));
  if (!address) throw new Error(`no link to ${path} on ${page.url()}`);
  await page.goto(address);
  await page.locator("html[data-live]").waitFor({ state: "attached" });
}
