// The style guide, where every component stands in every state: no barrier on it, on a desk and on a phone. It comes without
// a script.

import { axe, expect, test } from "../support.ts";

for (const width of [1440, 390]) {
  test(`the components have no barriers at a width of ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/styleguide");
    const course = page.getByRole("figure").filter({ hasText: "各步安排在哪几天，走到了哪里" });
    await expect(course.getByRole("link", { name: /^第 1 组 进行中，已查 2 \/ 5 个/ })).toBeVisible();
    await expect(course.getByText("今天 2026-11-23").first()).toBeVisible();
    await axe(page);
  });
}
