// A page that is waited for: what stands there meanwhile, and that nothing jumps when the page comes.

import { enter, expect, open, test } from "../support.ts";

/** How much may move, as a part of the window. */
const MOST = 0.02;

test("a list that comes late does not push anything about", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/units");
  let answers = () => {};
  const held = new Promise<void>((done) => (answers = done));
  await page.route("**/api/rectification/ledger*", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: /^整改台账/ }).click();
  const skeleton = page.locator(".skel.as-table");
  await expect(skeleton).toBeVisible();
  // What moves from here on moves by itself.
  await page.evaluate(() => {
    const moved = { sum: 0 };
    (window as unknown as { moved: typeof moved }).moved = moved;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) moved.sum += (shift as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift" });
  });
  answers();
  await expect(page.getByRole("table", { name: "整改台账" })).toBeVisible();
  await expect(skeleton).toHaveCount(0);
  // Two frames, so that what moved is told.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const moved = await page.evaluate(() => (window as unknown as { moved: { sum: number } }).moved.sum);
  expect(moved).toBeLessThan(MOST);
});
