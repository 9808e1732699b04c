// Reminding units of their self-check: the chosen ones, by the keyboard too, then all that are left, each once a day.

import { axe, enter, expect, fits, open, press, test } from "../support.ts";

test.use({ expected: [/status of 422 .*\/api\/self_check\/remind\)$/] });

test("units are chosen in the list and reminded, and each is told", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/self-check");
  await page.locator("main tbody a.row").first().click();
  const ticks = page.getByRole("checkbox", { name: /^选择/ });
  await expect(ticks.first()).toBeVisible();
  const all = await ticks.count();
  expect(all).toBeGreaterThan(2);
  await press(page, "催报所选单位");
  await expect(page.getByRole("alert")).toContainText("催报");
  await axe(page);

  await press(page, "全选可以催报的");
  await expect(page.getByText(`已选 ${all} 个单位`)).toBeVisible();
  await press(page, "取消全选");
  await expect(page.getByText("已选 0 个单位")).toBeVisible();
  const row = page.getByRole("row").filter({ has: page.getByRole("checkbox") }).first();
  await row.locator("a.row").focus();
  await page.keyboard.press("x");
  await expect(ticks.first()).toBeChecked();
  await page.keyboard.press("x");
  await expect(ticks.first()).not.toBeChecked();
  await page.keyboard.press("x");
  // Another list has other rows: what was chosen here is not chosen there.
  const chosen = page.getByRole("checkbox", { name: /^选择/, checked: true });
  await expect(chosen).toHaveCount(1);
  await page.getByRole("link", { name: /^已退回/ }).last().click();
  await expect(page).toHaveURL(/state=returned/);
  await expect(ticks.first()).toBeVisible();
  await expect(chosen).toHaveCount(0);
  await page.goBack();
  await expect(ticks).toHaveCount(all);
  await ticks.first().check();
  await fits(page);
  await press(page, "催报所选单位");
  await expect(ticks).toHaveCount(all - 1);
  await axe(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await fits(page);
  await press(page, "全部催报");
  await expect(ticks).toHaveCount(0);
  await expect(page.getByRole("button", { name: "全部催报" })).toBeHidden();
  await axe(page);

  const clerk = await enter(browser, "clerk1");
  await expect(clerk.locator("main")).toContainText(/编办 \d{4}-\d{2}-\d{2} 催办/);
  await axe(clerk);
});
