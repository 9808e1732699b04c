// What only time brings, and so no season that is played in minutes: entries that are overdue, and days that are sealed.
// On the half-way season of the demo.

import { figure, follow } from "../season/figure.ts";
import { axe, enter, expect, look, test } from "../support.ts";

test("the overdue entries are as many as the board says", async ({ browser, server }) => {
  void server;
  const leader = await enter(browser, "leader");
  await look(leader, "/dashboard");
  const count = await follow(leader, figure(leader, /^逾期未整改/));
  expect(count).toBeGreaterThan(0);
  await expect(leader.getByRole("main").getByText(`共 ${count} 项`, { exact: true })).toBeVisible();
});

test("the sealed days of the journal hold", async ({ browser, server }) => {
  void server;
  const auditor = await enter(browser, "auditor");
  await look(auditor, "/admin/journal");
  await auditor.getByRole("link", { name: "核对最近七天" }).click();
  await expect(auditor.getByText("未核对")).toHaveCount(0);
  await axe(auditor);
});

test("the board says how the places changed since the last season", async ({ browser, server }) => {
  void server;
  const leader = await enter(browser, "leader");
  await look(leader, "/dashboard");
  const places = leader.getByRole("table").filter({ hasText: "变动" }).locator("tbody tr");
  await expect(places.filter({ hasText: /上升 \d+/ }).first()).toBeVisible();
  await expect(places.filter({ hasText: /下降 \d+/ }).first()).toBeVisible();
});
