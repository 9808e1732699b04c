// What only time brings, and so no season that is played in minutes: entries that are overdue, and days that are sealed.
// On the half-way season of the demo.

import { figure, follow, lines } from "../season/figure.ts";
import { axe, enter, expect, look, open, pathOf, test } from "../support.ts";

/** How the light of an overdue entry says for how long. */
const OVERDUE = /逾期 \d+ 个工作日/;

test("the overdue entries are as many as the board says", async ({ browser, server }) => {
  void server;
  const leader = await enter(browser, "leader");
  await look(leader, "/dashboard");
  const count = await follow(leader, figure(leader, /^逾期未整改/));
  expect(count).toBeGreaterThan(0);
  await expect(leader.getByRole("main").getByText(`共 ${count} 项`, { exact: true })).toBeVisible();
});

test("an overdue entry is red in the list and beside its title, with the same words and the slip that they call for", async ({ browser, server }) => {
  void server;
  const clerk = await enter(browser, "clerk1");
  const officer = await enter(browser, "officer");
  await look(officer, "/ledger");
  await officer.getByRole("link", { name: /^红：逾期/ }).click();
  await expect(officer).toHaveURL(/light=red/);
  const entries = lines(officer);
  await expect(entries.first()).toBeVisible();
  const lights = entries.locator(".light");
  // The address changes before the list does.
  await expect(entries.locator(".light:not(.r)")).toHaveCount(0);
  await expect(lights).toHaveCount(await entries.count());
  for (const light of await lights.all()) {
    await expect(light).toHaveClass(/(^| )r( |$)/);
    await expect(light).toContainText(OVERDUE);
  }
  await axe(officer);

  // The entry of the demo's own unit is the same to the unit itself, whose clerk can do something about it.
  const own = entries.filter({ hasText: "经八路" }).first();
  const words = OVERDUE.exec(await own.locator(".light").innerText())?.[0] ?? "";
  const entry = await pathOf(own.getByRole("rowheader").getByRole("link").first());
  for (const page of [officer, clerk]) {
    await look(page, entry);
    const light = page.locator("main .title .light");
    await expect(light).toHaveClass(/(^| )r( |$)/);
    await expect(light).toContainText(words);
    await expect(page.getByRole("main").getByText(words).nth(1), "the turn and the clock say it too").toBeVisible();
    await expect(page.getByText(/^(黄|红)色督办单：逾期 \d 个工作日起/)).toBeVisible();
  }
});

test("the sealed days of the journal hold", async ({ browser, server }) => {
  void server;
  const auditor = await enter(browser, "auditor");
  await look(auditor, "/admin/journal");
  await auditor.getByRole("link", { name: "核对最近七天" }).click();
  await expect(auditor.getByText("未核对")).toHaveCount(0);
  await axe(auditor);
});

test("the page on the system says how far the journal is sealed, and how a database is kept", async ({ browser, server }) => {
  void server;
  const admin = await enter(browser, "sysadmin");
  await look(admin, "/admin/system");
  const journal = admin.getByRole("region", { name: "操作日志" });
  // A server that has just started is still sealing the days that are over.
  await expect(async () => {
    await open(admin, "/admin/system");
    await expect(journal.getByText("未按时封存")).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(journal.getByText(/^\d{4}-\d{2}-\d{2}$/)).toBeVisible();
  const keeping = admin.getByRole("region", { name: "备份、恢复和迁移" });
  await expect(keeping.getByText("zeqing restore zeqing-backup.jsonl", { exact: true }).first()).toBeVisible();
});

test("the board says how the places changed since the last season", async ({ browser, server }) => {
  void server;
  const leader = await enter(browser, "leader");
  await look(leader, "/dashboard");
  const places = leader.getByRole("table").filter({ hasText: "变动" }).locator("tbody tr");
  await expect(places.filter({ hasText: /上升 \d+/ }).first()).toBeVisible();
  await expect(places.filter({ hasText: /下降 \d+/ }).first()).toBeVisible();
});

test("in forced colours the cells of the heat map are told apart by their values and not by ours", async ({ browser, server }) => {
  void server;
  const leader = await enter(browser, "leader");
  const cells = leader.locator("svg.heat path");
  const legend = leader.locator(".chart:has(svg.heat) .legend");
  const fills = () => cells.evaluateAll((all) => [...new Set(all.map((cell) => getComputedStyle(cell).fill))]);
  await open(leader, "/dashboard");
  expect((await fills()).length).toBeGreaterThan(1);
  await expect(legend).toBeVisible();
  await leader.emulateMedia({ forcedColors: "active" });
  expect(await fills()).toHaveLength(1);
  await expect(legend).toBeHidden();
});
