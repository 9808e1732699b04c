// What stands around every page: how much waits, on the bell and on the rail, and the season that one looks at.

import type { Locator, Page } from "@playwright/test";

import { axe, enter, expect, fits, look, open, openWithClock, press, stands, test } from "../support.ts";

const PHONE = { width: 390, height: 844 };

/** The first number in the words of a place, 0 where there is none. */
function numberIn(words: string): number {
  return Number(/\d+/.exec(words)?.[0] ?? 0);
}

function bell(page: Page): Locator {
  return page.getByRole("banner").getByRole("link", { name: /^待办/ });
}

/** What the bell says, once it says a number. */
async function belled(page: Page): Promise<number> {
  await expect(bell(page)).toHaveAccessibleName(/^待办 \d+ 件$/);
  return numberIn(await bell(page).innerText());
}

/** What the places of the rail say together. */
async function railed(page: Page): Promise<number> {
  const counts = await page.getByRole("navigation", { name: "主导航" }).locator("a .n").allInnerTexts();
  return counts.map(numberIn).reduce((sum, count) => sum + count, 0);
}

test("the bell, the rail and the first page count the same, and follow what is done", async ({ browser }) => {
  const officer = await enter(browser, "officer");
  await look(officer, "/");
  const before = await belled(officer);
  await expect.poll(() => railed(officer)).toBe(before);
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText(`等我办理 ${before} 件`);
  await axe(officer);

  const ledger = officer.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: /^整改台账/ });
  const entries = numberIn(await ledger.locator(".n").innerText());
  await officer.getByRole("main").getByRole("link", { name: /^审核 \d+ 份整改方案$/ }).click();
  await expect(officer).toHaveURL(/\/ledger\?state=plan_submitted$/);
  await officer.getByRole("main").getByRole("rowheader").getByRole("link").first().click();
  await press(officer, "批准方案");
  await stands(officer, "方案已批准");
  await expect(bell(officer)).toHaveAccessibleName(`待办 ${before - 1} 件`);
  await expect.poll(() => railed(officer)).toBe(before - 1);
  await expect(ledger.locator(".n")).toContainText(String(entries - 1));

  await bell(officer).click();
  await expect(officer).toHaveURL(/\/$/);
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText(`等我办理 ${before - 1} 件`);
});

test("the bell fits a phone", async ({ browser }) => {
  const clerk = await enter(browser, "clerk1");
  await clerk.setViewportSize(PHONE);
  await open(clerk, "/ledger");
  const count = await belled(clerk);
  await expect(bell(clerk)).toBeVisible();
  await fits(clerk);
  await axe(clerk);
  await clerk.getByRole("button", { name: "打开菜单" }).click();
  await expect.poll(() => railed(clerk)).toBe(count);
  await axe(clerk);
});

test("a session that ended takes the counts along and says nothing", async ({ browser }) => {
  const clerk = await enter(browser, "clerk1");
  await open(clerk, "/me");
  await belled(clerk);
  await clerk.context().clearCookies();
  const asked = clerk.waitForResponse("**/api/home/glance*");
  // The network that comes back is a reason to ask, and nothing else on the page is asked for.
  await clerk.evaluate(() => window.dispatchEvent(new Event("offline")));
  await clerk.evaluate(() => window.dispatchEvent(new Event("online")));
  expect((await asked).status()).toBe(200);
  await expect(bell(clerk)).toHaveAccessibleName("待办");
});

test("the season changes and the page stays, or leads to the board", async ({ browser }) => {
  const leader = await enter(browser, "leader");
  const bar = leader.getByRole("banner");
  const menu = bar.locator("summary").filter({ hasText: "年度" });
  const seasons = bar.getByRole("link", { name: /^\d{4} 年度$/ });
  await open(leader, "/ledger?light=red");
  await menu.click();
  const season = (await seasons.last().innerText()).trim();
  const year = String(numberIn(season));
  await axe(leader);
  await seasons.last().click();
  await expect(leader).toHaveURL(new RegExp(`/ledger\\?season=${year}&light=red$`));
  await expect(seasons.first()).toBeHidden();
  await expect(menu).toHaveText(season);
  await menu.click();
  await expect(bar.getByRole("link", { name: season })).toHaveAttribute("aria-current", "true");
  await axe(leader);

  await open(leader, "/calendar?month=2026-03");
  await menu.click();
  await bar.getByRole("link", { name: season }).click();
  await expect(leader).toHaveURL(new RegExp(`/calendar\\?month=${year}-03$`));

  await open(leader, "/units");
  await expect(menu).toHaveText(/\d{4} 年度/);
  await menu.click();
  await bar.getByRole("link", { name: season }).click();
  await expect(leader).toHaveURL(new RegExp(`/dashboard\\?season=${year}$`));
});

test("a clerk chooses among the seasons that lead somewhere, and the rail says how far the season is", async ({
  browser,
}) => {
  const clerk = await enter(browser, "clerk1");
  await open(clerk, "/units");
  const bar = clerk.getByRole("banner");
  await bar.locator("summary").filter({ hasText: "年度" }).click();
  const seasons = bar.getByRole("link", { name: /^\d{4} 年度$/ });
  for (const link of await seasons.all()) {
    await expect(link).toHaveAttribute("href", /^\/(ranking\/\d{4}|ledger\?season=\d{4})$/);
  }
  await axe(clerk);
  await seasons.first().click();
  await expect(clerk.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(clerk).toHaveURL(/\/(ranking\/\d{4}|ledger\?season=\d{4})$/);
  const rail = clerk.getByRole("navigation", { name: "主导航" });
  await expect(rail.getByRole("link", { name: /^整改台账.*(进行中|已完成)$/ })).toBeVisible();
});

test("the frame comes with its counts and dots, and the browser does not ask again at once", async ({ browser }) => {
  const officer = await enter(browser, "officer");
  const asked: string[] = [];
  officer.on("request", (request) => {
    // The page before may still ask.
    const here = request.frame().url().endsWith("/units");
    if (here && request.url().includes("/api/home/glance")) asked.push(request.url());
  });
  const page = await officer.request.get("/units");
  expect(await page.text()).toMatch(/待办 \d+ 件/);
  await open(officer, "/units");
  await belled(officer);
  await expect(officer.locator("#rail li.now").first()).toBeVisible();
  await officer.waitForTimeout(1000);
  expect(asked).toEqual([]);
});

test("on a phone the season is in the drawer", async ({ browser }) => {
  const leader = await enter(browser, "leader");
  await leader.setViewportSize(PHONE);
  await open(leader, "/dashboard");
  await leader.getByRole("button", { name: "打开菜单" }).click();
  const drawer = leader.getByRole("navigation", { name: "主导航" });
  await drawer.locator(".rail-extra summary").click();
  const season = drawer.getByRole("link", { name: /^\d{4} 年度$/ }).first();
  // The address names no season, and the board shows the newest.
  await expect(season).toHaveAttribute("aria-current", "true");
  await fits(leader);
  await axe(leader);
  await season.click();
  await expect(leader).toHaveURL(/\/dashboard\?season=\d{4}$/);
  await expect(season).toBeHidden();
});

test("the focus goes on to the content when the link that had it has gone, and stays where it can", async ({ browser }) => {
  const officer = await enter(browser, "officer");
  await open(officer, "/units");
  const content = officer.locator("#main");
  await content.locator("a.row").first().press("Enter");
  await expect(officer).toHaveURL(/\/units\/[^/]+$/);
  await expect(content).toBeFocused();

  const ledger = officer.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: /^整改台账/ });
  await ledger.press("Enter");
  await expect(officer).toHaveURL(/\/ledger$/);
  await expect(content.locator("a.row").first()).toBeVisible();
  await expect(ledger).toBeFocused();
});

test("a session says that it is about to end, goes on at the press of a button, and says that it has ended", async ({
  browser,
}) => {
  const clerk = await enter(browser, "clerk1");
  await openWithClock(clerk, "/me");
  const soon = clerk.getByText("登录即将结束");
  const ended = clerk.getByText("登录已经结束");
  await clerk.clock.fastForward("25:00");
  await expect(soon).toBeHidden();
  // From the twenty-sixth minute on. Most of the three that are left are for axe, which takes its time on a busy machine.
  await clerk.clock.fastForward("01:10");
  await expect(soon).toBeVisible();
  await axe(clerk);
  const used = clerk.waitForResponse((answer) => answer.url().includes("/api/account/session") && answer.ok());
  await press(clerk, "继续使用");
  await used;
  await expect(soon).toBeHidden();
  await expect(clerk.locator("#main")).toBeFocused();

  // Another page is use as well.
  await clerk.clock.fastForward("20:00");
  const ledger = clerk.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: /^整改台账/ });
  await ledger.click();
  await expect(clerk).toHaveURL(/\/ledger$/);
  await expect(clerk.getByRole("table", { name: "整改台账" }).locator("a.row").first()).toBeVisible();
  await clerk.clock.fastForward("20:00");
  await expect(soon).toBeHidden();
  await clerk.clock.fastForward("07:00");
  await expect(soon).toBeVisible();
  await clerk.clock.fastForward("03:00");
  await expect(ended).toBeVisible();
  await expect(soon).toBeHidden();
  await expect(clerk.getByRole("link", { name: "重新登录" })).toHaveAttribute("href", "/sign-in?next=%2Fledger");
  await axe(clerk);
});
