// Moving a visit on the calendar: carried to another day, it leads to the page that says what stands against that.

import { axe, enter, expect, open, test } from "../support.ts";

test("a visit that is carried to another day leads to what stands against it, and nothing is changed", async ({ browser }) => {
  const page = await enter(browser, "officer");
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
