// The board for a room: it fits a large screen, says what the board says, and renews its figures by itself.

import type { Page } from "@playwright/test";

import { figure } from "../season/figure.ts";
import { axe, enter, expect, fits, look, open, openWithClock, test } from "../support.ts";

// A question without a network, and one without a session.
test.use({ expected: [/net::ERR_INTERNET_DISCONNECTED|status of 401 .*\/api\/dashboard\/board/] });

const SCREEN = { width: 1920, height: 1080 };
const LARGEST = { width: 3840, height: 2160 };

/** What asks for the figures. */
const BOARD = /\/api\/dashboard\/board\b/;

/** The figures with what they are counted of. */
function figures(page: Page): Promise<string[]> {
  return page.locator(".kpis .v").allTextContents();
}

/** How much is higher or wider than its place: the page, and each part of it. */
function cut(page: Page): Promise<string[]> {
  return page.locator("html, .wall, .wall-cell").evaluateAll((all) =>
    all
      .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${one.className || one.tagName}: ${one.scrollHeight} > ${one.clientHeight}`),
  );
}

test("the wall says what the board says, on one screen", async ({ browser }) => {
  const leader = await enter(browser, "leader");
  await leader.setViewportSize(SCREEN);
  await look(leader, "/dashboard?kind=subdistrict");
  const counted = await figures(leader);
  expect(counted).toHaveLength(5);
  await leader.getByRole("link", { name: "大屏", exact: true }).click();
  await expect(leader).toHaveURL(/\/wall\?season=\d{4}&kind=subdistrict$/);
  await expect(leader.getByRole("heading", { level: 1 })).toHaveText(/ \d{4} 年度监督检查$/);
  expect(await figures(leader)).toEqual(counted);
  await expect(leader.getByRole("navigation")).toHaveCount(0);
  await axe(leader);
  for (const address of ["/wall", "/wall?kind=subdistrict"]) {
    for (const size of [SCREEN, LARGEST]) {
      await leader.setViewportSize(size);
      await open(leader, address);
      expect(await cut(leader), `${address} on ${size.width} × ${size.height}`).toEqual([]);
    }
  }
  await leader.setViewportSize({ width: 1280, height: 720 });
  await fits(leader);
  await axe(leader);
});

test("the way back is reached by key, and is out of sight until then", async ({ browser }) => {
  const leader = await enter(browser, "leader");
  await leader.setViewportSize(SCREEN);
  await open(leader, "/wall");
  await expect(leader.getByRole("button", { name: "全屏显示" })).toBeAttached();
  const acts = leader.locator(".wall-acts");
  await leader.mouse.move(SCREEN.width / 2, SCREEN.height - 5);
  await expect(acts).toHaveCSS("opacity", "0");
  await leader.keyboard.press("Tab");
  await expect(leader.getByRole("button", { name: "立即更新" })).toBeFocused();
  await expect(acts).toHaveCSS("opacity", "1");
  await axe(leader);
  await leader.getByRole("link", { name: "返回领导看板" }).click();
  await expect(leader).toHaveURL(/\/dashboard\?season=\d{4}$/);
});

test("the wall renews itself after five minutes, and that keeps no session from ending", async ({ browser }) => {
  const leader = await enter(browser, "leader");
  await openWithClock(leader, "/wall");
  const overdue = figure(leader, /^逾期未整改/).locator(".v");
  const before = await overdue.textContent();
  await leader.route(BOARD, async (route) => {
    const answer = await route.fetch();
    const page = await answer.json();
    page.board.overdue.count = 4321;
    await route.fulfill({ response: answer, json: page });
  });
  await leader.clock.fastForward("04:00");
  await expect(overdue).toHaveText(before ?? "");
  const asked = leader.waitForRequest(BOARD);
  await leader.clock.fastForward("01:00");
  expect(new URL((await asked).url()).searchParams.get("unattended")).toBe("true");
  await expect(overdue).toHaveText(/^4321/);

  // Whoever presses the button is there.
  const pressed = leader.waitForRequest(BOARD);
  await leader.getByRole("button", { name: "立即更新" }).click();
  const request = await pressed;
  expect(new URL(request.url()).searchParams.has("unattended")).toBe(false);
  await request.response();
});

test("without a network the last figures stay, and the page says since when they are", async ({ browser }) => {
  const leader = await enter(browser, "leader");
  await openWithClock(leader, "/wall");
  const counted = await figures(leader);
  const told = leader.getByRole("status").filter({ hasText: "暂时取不到新数据" });
  await expect(leader.getByText(/^数据截至 \d{2}:\d{2}$/)).toBeVisible();
  await leader.context().setOffline(true);
  await expect(told).toBeVisible();
  await leader.clock.fastForward("05:00");
  await expect(leader.getByText(/^数据截至 \d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)).toBeVisible();
  expect(await figures(leader)).toEqual(counted);
  await axe(leader);
  await leader.context().setOffline(false);
  await expect(told).toHaveCount(0);
  await expect(leader.getByText(/^数据截至 \d{2}:\d{2}$/)).toBeVisible();
});

test("a session that ended stops the wall, and the sign-in leads back to it", async ({ browser }) => {
  const leader = await enter(browser, "leader");
  await openWithClock(leader, "/wall?kind=subdistrict");
  const counted = await figures(leader);
  await leader.context().clearCookies();
  await leader.clock.fastForward("05:00");
  await expect(leader.getByText("登录已经到期，数据不再更新")).toBeVisible();
  expect(await figures(leader)).toEqual(counted);
  await axe(leader);
  await leader.getByRole("link", { name: "去登录" }).click();
  await expect(leader).toHaveURL(/\/sign-in\?next=/);
});
