// A list by single keys, and without them where somebody has switched them off.

import { axe, enter, expect, open, test } from "../support.ts";

test("single keys walk a list, and not while somebody types or has switched them off", async ({ browser }) => {
  const page = await enter(browser, "leader");
  await open(page, "/units");
  const rows = page.getByRole("main").locator("a.row");
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("/");
  const search = page.getByRole("main").getByRole("searchbox");
  await expect(search).toBeFocused();
  await page.keyboard.type("jk?");
  await expect(search).toHaveValue("jk?");

  await rows.nth(1).focus();
  await page.keyboard.press("?");
  const overview = page.getByRole("dialog", { name: "键盘操作" });
  await expect(overview).toBeVisible();
  await axe(page);
  await overview.getByRole("button", { name: "停用单键" }).click();
  await page.locator("html[data-keys=off][data-live]").waitFor({ state: "attached" });
  await page.keyboard.press("j");
  await expect(rows.nth(0)).not.toBeFocused();

  await page.getByRole("button", { name: "键盘操作" }).click();
  await overview.getByRole("button", { name: "启用单键" }).click();
  await page.locator("html[data-keys=on][data-live]").waitFor({ state: "attached" });
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
});

test("single keys walk the roster, and Enter opens an inspector's page", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/inspectors");
  const rows = page.getByRole("main").locator("a.row");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/inspectors\/[^/?]+$/);
  await expect(page.getByRole("heading", { name: "名录库登记", exact: true })).toBeVisible();
});

test("single keys walk the people, whose rows open no page but what can be done with them", async ({ browser }) => {
  const page = await enter(browser, "sysadmin");
  await open(page, "/admin/people");
  const folds = page.getByRole("main").locator("td summary");
  await page.keyboard.press("j");
  await expect(folds.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(folds.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(folds.nth(1).locator("xpath=parent::details")).toHaveJSProperty("open", true);
  await page.keyboard.press("k");
  await expect(folds.nth(0)).toBeFocused();
});
