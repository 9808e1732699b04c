// The tour of what a role does, asked for again: each step is an address, and the rail marks its place.

import { axe, enter, expect, open, test } from "../support.ts";

test("the tour goes step by step, marks each place on the rail and leads there", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/");
  await expect(page.getByRole("region", { name: "本年度怎么办" })).toHaveCount(0);
  await page.getByRole("link", { name: "使用说明" }).click();
  const tour = page.getByRole("region", { name: "本年度怎么办" });
  await expect(tour.getByRole("heading", { level: 2 })).toBeFocused();
  await axe(page);
  await tour.getByRole("link", { name: "开始" }).click();
  await expect(tour.getByText("1 / 5")).toBeVisible();
  await expect(tour.getByRole("heading", { level: 2 })).toBeFocused();
  const marked = page.getByRole("navigation", { name: "主导航" }).locator("a.shown");
  await expect(marked).toHaveAttribute("href", "/templates");
  await axe(page);
  await tour.getByRole("link", { name: "下一步" }).click();
  await expect(marked).toHaveAttribute("href", "/self-check");
  await page.goBack();
  await expect(marked).toHaveAttribute("href", "/templates");
  await tour.getByRole("link", { name: /^打开/ }).click();
  await expect(page).toHaveURL(/\/templates$/);
  await expect(marked).toHaveCount(0);
});
