// The network goes and comes back while somebody works.

import { axe, enter, expect, open, test } from "../support.ts";

test("a lost network is told of until it is back", async ({ browser }) => {
  const page = await enter(browser, "clerk1");
  await open(page, "/");
  const told = page.getByRole("status").filter({ hasText: "网络已断开" });
  await expect(told).toHaveCount(0);
  await page.context().setOffline(true);
  await expect(told).toBeVisible();
  await axe(page);
  await page.context().setOffline(false);
  await expect(told).toHaveCount(0);
});
