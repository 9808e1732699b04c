// Moving a visit on the calendar: carried to another day, it leads to the page that says what stands against that. And
// narrowing the calendar: to a plan and to a group of it, in the address.

import { axe, enter, expect, open, test } from "../support.ts";

test("a visit that is carried to another day leads to what stands against it, and nothing is changed", async ({ browser }) => {
  const page = await enter(browser, "officer");
  // The whole month in one window: what scrolls while it is carried is not where the pointer took it up.
  await page.setViewportSize({ width: 1440, height: 1200 });
  await open(page, "/calendar");
  const waiting = page.locator(".month li.warn a");
  // The demo's visits that nobody was told of yet lie in the days ahead, which may be next month's.
  if ((await waiting.count()) === 0) await page.getByRole("link", { name: "下月" }).click();
  const visit = waiting.first();
  const own = visit.locator("xpath=ancestor::td");
  const day = await own.locator("time").getAttribute("datetime");
  const days = await page.locator(".month td:not(.off) time").evaluateAll((all) => all.map((one) => one.getAttribute("datetime")));
  const other = days.filter((one) => one !== day).at(-1);
  await axe(page);

  await visit.dragTo(own);
  await expect(page).toHaveURL(/\/calendar/);

  await visit.dragTo(page.locator(`.month td:has(time[datetime="${other}"])`));
  await expect(page).toHaveURL(new RegExp(`/plans/[^/]+/units/[^/]+\\?group=\\d+&date=${other}$`));
  await expect(page.getByLabel("日期")).toHaveValue(other ?? "");
  await page.goBack();
  await expect(own.locator("time")).toHaveAttribute("datetime", day ?? "");

  // By keyboard: the same page, for the day a week earlier or later, whichever the month shows.
  const weeksBefore = await own.locator("xpath=parent::tr/preceding-sibling::tr").count();
  await visit.focus();
  await page.keyboard.press(weeksBefore > 0 ? "Shift+ArrowUp" : "Shift+ArrowDown");
  await expect(page).toHaveURL(/\/plans\/[^/]+\/units\/[^/]+\?group=\d+&date=/);
  const moved = Date.parse(new URL(page.url()).searchParams.get("date") ?? "");
  expect(Math.abs(moved - Date.parse(day ?? ""))).toBe(7 * 24 * 3_600_000);
});

test("the calendar of a group is chosen, kept from week to week, and given up again", async ({ browser }) => {
  const page = await enter(browser, "officer");
  // From a plan that was drawn: its visits are there, whichever month it is now.
  await open(page, "/plans");
  const underWay = page.getByRole("row").filter({ hasText: "检查中" }).filter({ hasText: "抽查" });
  await underWay.getByRole("rowheader").getByRole("link").click();
  await page.getByRole("link", { name: "在日历上看" }).click();
  await expect(page).toHaveURL(/\/calendar\?month=.*&plan=[^&]+$/);
  await expect(page.locator(".chip.on")).toHaveCount(1);
  const all = await page.locator(".month li a").count();
  expect(all).toBeGreaterThan(0);

  // The week stands in the address too, and its visits are bars, not words in a row.
  await page.getByRole("link", { name: "周（按检查组）" }).click();
  await expect(page).toHaveURL(/&view=week&plan=[^&]+$/);
  await expect(page.locator(".lanes .visit").first()).toHaveCSS("display", "grid");
  await expect(page.locator(".month")).toHaveCount(0);
  await axe(page);
  await page.getByRole("link", { name: "检查组（整月）" }).click();
  await expect(page).toHaveURL(/&view=group&plan=[^&]+$/);
  await expect(page.locator(".lanes.many .visit").first()).toHaveCSS("display", "grid");
  await axe(page);
  await page.getByRole("link", { name: "月", exact: true }).click();
  await expect(page.locator(".month li a")).toHaveCount(all);
  await expect(page.locator(".lanes")).toHaveCount(0);

  await page.locator("summary", { hasText: "按方案或检查组筛选" }).click();
  await page.getByLabel("检查组", { exact: true }).selectOption("1");
  await page.getByRole("button", { name: "筛选", exact: true }).click();
  await expect(page).toHaveURL(/&plan=[^&]+&group=1$/);
  await expect(page.locator(".chip.on")).toHaveText([/./, "第 1 组"]);
  for (const visit of await page.locator(".month li a").all()) await expect(visit).toContainText("第 1 组");
  await axe(page);

  await page.getByRole("link", { name: "周（按检查组）" }).click();
  await expect(page).toHaveURL(/&view=week&plan=[^&]+&group=1$/);
  await page.getByRole("link", { name: "下周" }).click();
  await expect(page).toHaveURL(/&view=week&plan=[^&]+&group=1$/);
  await page.goBack();
  await page.goBack();
  await expect(page.locator(".month")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".chip.on").last()).toBeVisible();
  await page.emulateMedia({ media: null });

  await page.locator(".chip.on").last().click();
  await expect(page).not.toHaveURL(/group=/);
  await expect(page.locator(".month li a")).toHaveCount(all);
});
