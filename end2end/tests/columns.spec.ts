// Which columns of a list somebody wants: left out on the page, under every condition, until they are wanted again.

import { axe, enter, expect, fits, open, press, test, unfold } from "../support.ts";

test("a column is left out of a list under every condition, and wanted again", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/ledger?light=red");
  const head = (name: string) => page.getByRole("columnheader", { name, exact: true });
  const rows = page.locator("main tbody tr");
  const count = await rows.count();
  const choice = page.locator("main details", { has: page.getByRole("group", { name: "显示哪些列" }) });
  await expect(head("内容")).toBeVisible();
  await unfold(page, "列");
  await choice.getByLabel("内容").uncheck();
  await choice.getByLabel("轮到谁").uncheck();
  await axe(page);
  await press(choice, "显示所选列");

  await expect(page).toHaveURL(/\/ledger\?light=red$/);
  await expect(head("内容")).toBeHidden();
  await expect(head("轮到谁")).toBeHidden();
  await expect(rows).toHaveCount(count);
  await page.getByRole("link", { name: /^黄：临期/ }).click();
  await expect(page).toHaveURL(/light=yellow/);
  // The list itself, and not only the address: until it comes the old one stands there, with its fold.
  await expect(page.getByRole("link", { name: /^黄：临期/ })).toHaveAttribute("aria-current", "true");
  await expect(head("内容")).toBeHidden();
  await fits(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await unfold(page, "列");
  await fits(page);
  await choice.getByLabel("内容").check();
  await press(choice, "显示所选列");
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(head("内容")).toBeVisible();
  await expect(head("轮到谁")).toBeHidden();
});
