// Rows that are chosen in a list: one by its key, all by a button, how many is said, and what is done with them.

import { axe, enter, expect, fits, open, press, test } from "../support.ts";

test.use({ expected: [/status of 422 .*\/api\/rectification\/remind_units\)$/] });

test("units are reminded of the chosen entries of the ledger", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/ledger");
  const ticks = page.getByRole("checkbox", { name: /^选择.*的“/ });
  await expect(ticks.first()).toBeVisible();
  const all = await ticks.count();
  expect(all).toBeGreaterThan(2);
  await press(page, "催办所选事项");
  await expect(page.getByRole("alert")).toBeVisible();
  await axe(page);

  await press(page, "全选可以催办的");
  await expect(page.getByText(`已选 ${all} 项`)).toBeVisible();
  await press(page, "取消全选");
  await expect(page.getByText("已选 0 项")).toBeVisible();
  const row = page.getByRole("row").filter({ has: ticks }).first();
  await row.locator("a.row").focus();
  await page.keyboard.press("x");
  await expect(page.getByText("已选 1 项")).toBeVisible();
  await press(page, "催办所选事项");
  await expect(ticks).toHaveCount(all - 1);
  await expect(page.getByText("已选 0 项")).toBeVisible();
  await axe(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(ticks.first()).toBeVisible();
  await fits(page);
  await axe(page);
});
