// The one act of a record on a phone: it stays in sight at the bottom, and nothing that has the focus is under it. On a desk
// it stands in its place.

import { axe, enter, expect, fits, open, pathOf, seasonOf, test } from "../support.ts";

const PHONE = { width: 390, height: 844 };

test("on a phone the act of a record stays in sight, and what has the focus is not under it", async ({ browser }) => {
  const page = await enter(browser, "clerk1");
  await open(page, "/ledger");
  const rows = page.getByRole("table", { name: "整改台账" }).getByRole("row").filter({ hasText: "整改中" });
  const entry = await pathOf(rows.getByRole("rowheader").getByRole("link").first());
  await page.setViewportSize(PHONE);
  await open(page, entry);
  const bar = page.locator(".next .acts.stick");
  await expect(bar.getByRole("button")).toHaveCount(1);
  for (const end of [false, true]) {
    await page.evaluate((end) => window.scrollTo({ top: end ? document.body.scrollHeight : 0, behavior: "instant" }), end);
    const box = await bar.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(PHONE.height, 0);
  }
  // From top to bottom, as by the Tab key.
  const hidden = await bar.evaluate((bar) => {
    const all = document.querySelectorAll<HTMLElement>(":is(main, footer) :is(a[href], button, summary, input, textarea)");
    const names: string[] = [];
    for (const one of all) {
      one.focus();
      const isUnder = one.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
      if (document.activeElement === one && isUnder && !bar.contains(one)) names.push(one.outerHTML.slice(0, 120));
    }
    return names;
  });
  expect(hidden).toEqual([]);
  await fits(page);
  await axe(page);

  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(bar).toHaveCSS("position", "static");
});

test("where the next step has its act, what the head offers stays in its place", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await page.setViewportSize(PHONE);
  // A plan with visits leads to its calendar from its head.
  await open(page, `/plans/P-${await seasonOf(page)}-01`);
  const head = page.locator(".head .acts");
  await expect(head.getByRole("link")).toHaveCount(1);
  await expect(page.locator(".next")).toBeVisible();
  const hasOwn = (await page.locator(".next .acts.stick").count()) > 0;
  await expect(head).toHaveCSS("position", hasOwn ? "static" : "fixed");
  await fits(page);
});
