// The network goes and comes back while somebody works.

import { axe, enter, expect, open, seasonOf, test } from "../support.ts";

// A page that has shown no icon yet cannot fetch the one beside the words.
test.use({ expected: [/net::ERR_INTERNET_DISCONNECTED .*\/icons\.svg/] });

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

test("the page of a draw tells of a lost network, and of a session that is about to end", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await page.clock.install();
  await open(page, `/plans/P-${await seasonOf(page)}-01/draw`);
  const told = page.getByRole("status").filter({ hasText: "网络已断开" });
  await page.context().setOffline(true);
  await expect(told).toBeVisible();
  await axe(page);
  await page.context().setOffline(false);
  await expect(told).toHaveCount(0);
  await page.clock.fastForward("27:00");
  await expect(page.getByText("登录即将结束")).toBeVisible();
  await axe(page);
});
