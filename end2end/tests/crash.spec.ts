// The browser's half of the program fails.

import { axe, enter, expect, openCrashed, test } from "../support.ts";

// What the browser then says of it.
test.use({ expected: [/panicked at|unreachable|RuntimeError/] });

test("a page whose half in the browser has failed says so, and is whole again once it is loaded anew", async ({ browser }) => {
  const page = await enter(browser, "clerk1");
  await openCrashed(page, "/ledger");
  const told = page.getByRole("alert").filter({ hasText: "页面出错，已经停止响应" });
  await expect(told).toBeVisible();
  await expect(page).toHaveTitle("页面出错，已经停止响应");
  await axe(page);
  await told.getByRole("link", { name: "重新载入本页" }).click();
  await page.locator("html[data-live]").waitFor({ state: "attached" });
  await expect(told).toBeHidden();
});
