// What a list says on paper of how it was narrowed and sorted.

import { enter, expect, open, seasonOf, test } from "../support.ts";

test("a printed list keeps its view, its conditions and its order, and nothing that is not in force", async ({
  browser,
}) => {
  const page = await enter(browser, "officer");
  await open(page, "/ledger?light=red&sort=unit");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".chip.on")).toBeVisible();
  await expect(page.locator(".tabs a[aria-current]")).toBeVisible();
  await expect(page.locator("th[aria-sort='ascending'] .sort .i")).toBeVisible();
  for (const other of [".chip:not(.on)", ".tabs a:not([aria-current])", "th[aria-sort='none'] .sort .i"]) {
    await expect(page.locator(other).first()).toBeHidden();
  }

  await open(page, "/units?q=%E8%A1%97%E9%81%93");
  await expect(page.locator("form.search input[type='search']")).toHaveValue("街道");
  await expect(page.locator("form.search")).toBeVisible();
  await open(page, "/units");
  await expect(page.locator("form.search")).toBeHidden();
});

test("paper has no column for what is done on the screen", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, `/plans/P-${await seasonOf(page)}-01`);
  const head = page.getByRole("columnheader", { name: "办理", exact: true });
  await expect(head).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(head).toBeHidden();
});

test("a printed record has no forms, and says what it says on the screen", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/ledger?state=plan_submitted");
  await page.getByRole("main").locator("a.row").first().click();
  const form = page.locator(".next form").first();
  await expect(form).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(form).toBeHidden();
  await expect(page.locator(".next h3").first()).toBeVisible();
});

test("a printed page of the demo says at its head that it is one, with the frame and without it", async ({ browser }) => {
  const page = await enter(browser, "leader");
  await open(page, "/units");
  const line = page.locator("p.print-only", { hasText: "演示系统" });
  await expect(line).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(line).toBeVisible();
  await open(page, "/wall");
  await expect(page.getByRole("complementary", { name: "演示系统" })).toBeVisible();
});

test("a printed plan says from which units its groups are recused", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, `/plans/P-${await seasonOf(page)}-01`);
  const recusals = page.locator("details.on-paper > ul").first();
  await expect(recusals).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(recusals).toBeVisible();
});
