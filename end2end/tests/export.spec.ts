// A list leaves the browser as a workbook, by the link beside it.

import { enter, expect, open, test } from "../support.ts";

test("a list is taken away with its conditions", async ({ browser }) => {
  const page = await enter(browser, "leader");
  await open(page, "/ledger?light=red");
  const link = page.getByRole("link", { name: "导出 Excel" });
  await expect(link).toHaveAttribute("href", "/downloads/ledger.xlsx?light=red");
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(file.suggestedFilename()).toMatch(/^整改台账 \d{4}-\d\d-\d\d\.xlsx$/);
  await expect(page).toHaveURL(/\/ledger\?light=red$/);
});
