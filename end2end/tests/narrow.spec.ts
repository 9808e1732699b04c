// The main pages of every role on the narrowest screen: nothing is wider than it, in either language for those who are
// out and about.

import type { Browser, Page } from "@playwright/test";

import { expect, fits, open, PASSWORD, seasonOf, signIn, test } from "../support.ts";

const SCREEN = { width: 360, height: 740 };

type Language = "zh" | "en";

/** A way through pages: an address, with the season under way where it stands there, and then each time the first link of
 * the page that leads to such a path. */
type Way = [address: string | ((season: string) => string), ...links: RegExp[]];

/** What may follow in an address that names a record. */
const ID = "[^/?#]+";

const ROUND = new RegExp(`^/self-check/${ID}$`);
const TASK = new RegExp(`^/self-check/${ID}/${ID}$`);
const PLAN = /^\/plans\/P-[^/]+$/;
const DRAW = new RegExp(`^/plans/${ID}/draw$`);
const ARRANGE = new RegExp(`^/plans/${ID}/units/${ID}$`);
const VISIT = new RegExp(`^/visits/${ID}$`);
const SCORE = new RegExp(`^/visits/${ID}/score$`);
const ENTRY = new RegExp(`^/ledger/(?!order)${ID}$`);
const SEASON = new RegExp(`^/ranking/${ID}$`);
const OWN_UNIT = new RegExp(`^/units/${ID}$`);
const EDITION = /^\/templates\/(score-standard|self-check-form)\/\d+$/;
const WEIGHTS = /^\/templates\/score-standard\/\d+\/weights$/;
const INDICATOR = /^\/templates\/score-standard\/\d+\/F[\d.]+$/;
const QUESTION = /^\/templates\/self-check-form\/\d+\/Z[\d.]+$/;
const NEW = /^\/templates\/(score-standard|self-check-form)\/\d+\/new$/;
const EDIT = new RegExp(`^/plans/${ID}/edit$`);
const INSPECTOR = new RegExp(`^/inspectors/${ID}$`);
const CHANGE = /^\/admin\/journal\/.+\/\d+$/;

const OFFICE: Way[] = [
  ["/"],
  ["/dashboard", VISIT, SCORE],
  ["/wall"],
  ["/self-check", ROUND, TASK],
  ["/plans"],
  ["/calendar"],
  ["/calendar?view=week"],
  ["/calendar?view=group"],
  ["/ledger", ENTRY, VISIT, PLAN, DRAW],
  ["/ranking", SEASON],
  ["/units", OWN_UNIT],
  ["/me"],
];

const OFFICER: Way[] = [
  ["/plans/new"],
  ["/ledger", ENTRY, VISIT, PLAN, ARRANGE],
  ["/ledger/order"],
  // No page of the demo leads there, for its ranking is before the special meeting already.
  [(season) => `/ranking/${season}/workbench`],
  ["/templates", EDITION],
  ["/templates/score-standard/1", WEIGHTS],
  ["/templates/score-standard/1", INDICATOR],
  ["/templates/score-standard/1", NEW],
  ["/templates/self-check-form/1", QUESTION],
  ["/templates/self-check-form/1", NEW],
  ["/templates/holidays"],
  ["/inspectors", INSPECTOR],
  ["/plans", PLAN, EDIT],
  ["/search?q=JSJD01"],
];

const UNIT: Way[] = [
  ["/"],
  ["/self-check", TASK],
  ["/calendar"],
  ["/ledger", ENTRY],
  ["/ranking", SEASON],
  ["/units"],
  // The visit is of no certain month, so the calendar may show another.
  ["/units/JSJD01", VISIT],
  ["/me"],
];

const WAYS: [who: string, languages: Language[], ways: Way[]][] = [
  ["clerk1", ["zh", "en"], UNIT],
  ["head1", ["zh"], UNIT],
  ["inspector1", ["zh", "en"], [["/", VISIT, SCORE], ["/calendar"], ["/ledger", ENTRY], ["/me"]]],
  ["officer", ["en"], [...OFFICE, ...OFFICER]],
  ["leader", ["zh"], OFFICE],
  ["legal", ["zh"], OFFICE],
  ["sysadmin", ["zh"], [["/"], ["/admin/people"], ["/admin/system"], ["/me"]]],
  ["secadmin", ["zh"], [["/"], ["/admin/people"], ["/admin/policy"]]],
  ["auditor", ["zh"], [["/"], ["/admin/journal", CHANGE], ["/me"]]],
];

async function windowOf(browser: Browser, url: string, who: string, language: Language): Promise<Page> {
  const context = await browser.newContext({ viewport: SCREEN, hasTouch: true, isMobile: true });
  await context.addCookies([{ name: "lang", value: language, url }]);
  const page = await context.newPage();
  await open(page, "/sign-in");
  await fits(page);
  await signIn(page, who, PASSWORD);
  return page;
}

/** The path of the first link in the content that leads to such a path. */
async function linked(page: Page, path: RegExp): Promise<string> {
  const links = page.locator("main a[href]");
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  const paths = addresses.map((address) => new URL(address, page.url()).pathname);
  const found = paths.find((known) => path.test(known));
  expect(found, `a link to ${path} on ${page.url()}`).toBeDefined();
  return found ?? "";
}

for (const [who, languages, ways] of WAYS) {
  for (const language of languages) {
    test(`${who}'s pages fit a narrow screen (${language})`, async ({ browser, server }) => {
      const page = await windowOf(browser, server.url, who, language);
      await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${language}`));
      for (const [address, ...links] of ways) {
        await open(page, typeof address === "string" ? address : address(await seasonOf(page)));
        await fits(page);
        for (const link of links) {
          await open(page, await linked(page, link));
          await fits(page);
        }
      }
      await page.context().close();
    });
  }
}
