// What somebody comes back to: a list with its conditions, saved under a name, found again elsewhere, and taken away.

import { axe, enter, expect, fits, open, press, test, unfold } from "../support.ts";

test("a list with its conditions is saved under a name, found in another window, and taken away", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/ledger?light=red");
  const rail = page.getByRole("navigation", { name: "主导航" });
  await unfold(rail, "把这一页存为常用");
  await rail.getByLabel("视图名称").fill("逾期的");
  await press(rail, "保存视图");
  const saved = rail.getByRole("link", { name: "逾期的", exact: true });
  await expect(saved).toHaveAttribute("aria-current", "page");
  await axe(page);

  const other = await enter(browser, "officer");
  await open(other, "/units");
  await other.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "逾期的", exact: true }).click();
  await expect(other).toHaveURL(/\/ledger\?light=red$/);

  await open(page, "/me");
  const list = page.locator("#saved-views");
  await expect(list.getByRole("row", { name: /逾期的/ })).toContainText("/ledger?light=red");
  await fits(page);
  await axe(page);
  await press(list, "删去");
  await expect(list).toContainText("还没有");
  await expect(saved).toBeHidden();
});
