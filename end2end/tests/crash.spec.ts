// The browser's half of the program fails: here because something on the way has rewritten the page that it takes over,
// as a proxy or an extension may do.

import type { Route } from "@playwright/test";

import { axe, enter, expect, test } from "../support.ts";

// What the browser then says of it.
test.use({ expected: [/panicked at|unreachable|RuntimeError/] });

test("a page whose half in the browser has failed says so, and is whole again once it is loaded anew", async ({ browser }) => {
  const page = await enter(browser, "clerk1");
  const rewritten = async (route: Route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/<header[\s\S]*?<\/header>/, "…");
    await route.fulfill({ response, body });
  };
  await page.route("**/ledger", rewritten, { times: 1 });
  await page.goto("/ledger");
  const told = page.getByRole("alert").filter({ hasText: "页面出错，已经停止响应" });
  await expect(told).toBeVisible();
  await expect(page).toHaveTitle("页面出错，已经停止响应");
  await axe(page);
  await told.getByRole("link", { name: "重新载入本页" }).click();
  await page.locator("html[data-live]").waitFor({ state: "attached" });
  await expect(told).toBeHidden();
});
