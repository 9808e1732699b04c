// Looking for a record from anywhere, by keyboard alone.

import { axe, enter, expect, open, test } from "../support.ts";

test("Ctrl K finds a unit by the first letters of its pinyin", async ({ browser }) => {
  const page = await enter(browser, "leader");
  await open(page, "/ledger");
  await page.keyboard.press("Control+K");
  const box = page.getByRole("combobox", { name: /^搜索/ });
  await expect(box).toBeFocused();
  await box.pressSequentially("hyljd");
  const found = page.getByRole("listbox", { name: "搜索" });
  const first = found.getByRole("option").first();
  await expect(first).toContainText("花园路街道办事处");
  await axe(page);

  await page.keyboard.press("Escape");
  await expect(found).toBeHidden();
  await page.keyboard.press("ArrowDown");
  await expect(first).toHaveAttribute("aria-selected", "true");
  await expect(box).toHaveAttribute("aria-activedescendant", /found-0$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/units\/JSJD02$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("花园路街道办事处");
  await expect(found).toBeHidden();
});

test("Enter without a choice shows everything that was found, and nothing of it is another unit's", async ({ browser }) => {
  const page = await enter(browser, "clerk1");
  await open(page, "/");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("街道");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=/);
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: /经八路街道/ }).first()).toBeVisible();
  await expect(main.getByText("花园路")).toHaveCount(0);
  await axe(page);
});
