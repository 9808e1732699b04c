// Who watches over the season: the board, the legal office, the administrators.

import { writeFile } from "node:fs/promises";

import { test, type Locator, type Page } from "@playwright/test";

import { zeqing } from "../server.ts";
import { axe, expect, look, open, pathOf, press, unfold } from "../support.ts";
import { figure, follow, lines } from "./figure.ts";
import { LEGAL, OFFICER } from "./people.ts";
import { KIND, OF_KIND } from "./unit.ts";

/** What stands on the board with digits in it and is no count, or counts what stands under it, or is a sum of links. */
const NO_COUNTS = [
  // The remarks of sheets and drawings, which count what they show.
  ".sheet > header > p, figcaption .dim, .chart-foot > .dim",
  // Terms, days and names: of legends, axes, heads, figures and groups.
  ".legend, .light, .over-time text, th, .kpis .s, .week time, .week .dim",
  // What is said of a unit that stands before it as a link to its list.
  ".who-acts .dim",
  // The sums of parts that are links each: no list holds open entries and closed ones.
  ".stacked text.t-b, .chart:has(.stacked) td:last-child",
];

/** The figures of the page that lead nowhere. */
async function leadNowhere(page: Page): Promise<string[]> {
  return page.getByRole("main").evaluate((main, noCounts) => {
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.trim() ?? "";
      const leads = texts.currentNode.parentElement?.closest(`a, ${noCounts}`);
      if (/[1-9]/.test(text) && !leads) found.push(text);
    }
    return found;
  }, NO_COUNTS.join(", "));
}

/** Every figure of the board leads to the list that it counts. */
export async function board(leader: Page): Promise<void> {
  const heat = leader.locator("svg.heat > g[transform]:not(.mean)");
  await look(leader, "/dashboard");
  expect(await leadNowhere(leader)).toEqual([]);
  await headline(leader);
  const followed = async (name: RegExp, list = lines(leader)) => {
    await open(leader, "/dashboard");
    return follow(leader, figure(leader, name), list);
  };
  expect(await followed(/^自查已提交/)).toBe(1);
  expect(await followed(/^现场检查已锁定/, heat)).toBe(2);
  expect(await followed(/^问题已销号/)).toBe(1);
  expect(await followed(/^逾期未整改/)).toBe(0);
  expect(await followed(/^本周 \d+ 项/)).toBe(1);
  await mean(leader);
  await areas(leader);
  await lights(leader);
  await entries(leader);
  await coverage(leader);
  await week(leader);
  await places(leader);
}

/** Each clause of the headline leads to the list of what it says. */
async function headline(leader: Page): Promise<void> {
  const said = leader.locator(".turn").getByRole("link");
  const missing = said.filter({ hasText: "还没有提交自查" });
  const units = Number(/^(\d+) 个单位/.exec((await missing.textContent()) ?? "")?.[1]);
  await missing.click();
  await expect(lines(leader)).toHaveCount(units);
  await open(leader, "/dashboard");
  await said.filter({ hasText: "得分率最低的部分" }).click();
  await expect(leader).toHaveURL(/sort=\d.*#losses$/);
}

/** The mean counts those units that the heat map lists, and each of their scores leads to the visit that gave it. */
async function mean(leader: Page): Promise<void> {
  await open(leader, "/dashboard");
  await expect(figure(leader, /^检查平均分/)).toContainText("2 个单位");
  await figure(leader, /^检查平均分/).click();
  await expect(leader).toHaveURL(/rows=all/);
  const rows = leader.locator("svg.heat > g[transform]:not(.mean)");
  await expect(rows).toHaveCount(2);
  await axe(leader);
  await rows.first().getByRole("link").last().click();
  await expect(leader).toHaveURL(/\/visits\//);
  await axe(leader);
}

/** Each bar of an area leads to those units that its mean counts. */
async function areas(leader: Page): Promise<void> {
  await open(leader, "/dashboard");
  const bars = sheet(leader, "六个部分").getByRole("link");
  const counts = (await bars.allTextContents()).map((text) => Number(/（(\d+) 个单位）/.exec(text)?.[1]));
  expect(counts.length).toBeGreaterThan(0);
  for (const [at, count] of counts.entries()) {
    await open(leader, "/dashboard");
    await bars.nth(at).click();
    await expect(leader).toHaveURL(/#losses$/);
    await expect(leader.locator("svg.heat > g[transform]:not(.mean)")).toHaveCount(count);
    await axe(leader);
  }
}

/** The open entries by light. */
async function lights(leader: Page): Promise<void> {
  const lit = [];
  for (const at of [0, 1, 2, 3]) {
    await open(leader, "/dashboard");
    const line = sheet(leader, "整改台账").getByRole("listitem").nth(at);
    lit.push(await follow(leader, line.getByRole("link")));
  }
  expect(lit).toEqual([0, 1, 1, 1]);
}

/** Each part of an area's bar, and each week of closures, leads to exactly those entries that it counts. */
async function entries(leader: Page): Promise<void> {
  await counted(leader, sheet(leader, "六个部分的整改").locator("svg.stacked").getByRole("link"), 4);
  await counted(leader, sheet(leader, "每周销号").locator("svg.over-time").getByRole("link"), 1);
}

/** Links of a drawing that count so many entries in all, each leading to a list of its own count. */
async function counted(leader: Page, parts: Locator, all: number): Promise<void> {
  await open(leader, "/dashboard");
  const names = await parts.evaluateAll((links) => links.map((link) => link.getAttribute("aria-label") ?? ""));
  const counts = names.map((name) => Number(/ (\d+)(?: 项)?$/.exec(name)?.[1]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all);
  for (const [at, count] of counts.entries()) {
    await open(leader, "/dashboard");
    await parts.nth(at).click();
    await expect(leader).toHaveURL(/\/ledger\?/);
    await expect(lines(leader)).toHaveCount(count);
    await axe(leader);
  }
}

/** How far each kind of units is: the one that the season is about has both figures, each with its list. */
async function coverage(leader: Page): Promise<void> {
  const heat = leader.locator("svg.heat > g[transform]:not(.mean)");
  for (const [cell, count, list] of [[0, 1, lines(leader)], [1, 2, heat]] as const) {
    await open(leader, "/dashboard");
    const row = leader.getByRole("table", { name: "各类单位进度" }).getByRole("row").filter({ hasText: KIND });
    const link = row.getByRole("cell").nth(cell).getByRole("link");
    await expect(link).toHaveText(`${count} / ${OF_KIND}`);
    expect(await follow(leader, link, list)).toBe(count);
  }
}

/** The visits of this week, each by its name. */
async function week(leader: Page): Promise<void> {
  await open(leader, "/dashboard");
  const visits = sheet(leader, "本周检查").getByRole("listitem");
  await figure(leader, new RegExp(`^本周检查 ${await visits.count()} 个`)).click();
  await expect(leader).toHaveURL(/#this-week$/);
  await visits.first().getByRole("link").click();
  await expect(leader).toHaveURL(/\/visits\//);
  await axe(leader);
}

/** All places of the ranking. */
async function places(leader: Page): Promise<void> {
  await open(leader, "/dashboard");
  const all = leader.getByRole("link", { name: /^全部 2 个/ });
  await all.click();
  await expect(leader).toHaveURL(/\/ranking\//);
  const ranked = leader.getByRole("table", { name: "综合排名表" }).locator("tbody tr");
  await expect(ranked).toHaveCount(2);
  await axe(leader);
  await open(leader, "/dashboard");
  const last = sheet(leader, "名次变化").locator("tbody tr").last();
  const total = last.getByRole("cell").nth(1);
  const points = (await total.textContent()) ?? "";
  await total.getByRole("link").click();
  await expect(ranked.last()).toContainText(points);
  await expect(ranked.last()).toBeInViewport();
}

/** The sheet of the page with this title. */
function sheet(page: Page, title: string) {
  return page.locator("section.sheet").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
}

/** The legal office reads everything and changes nothing. */
export async function legalOffice(legal: Page): Promise<void> {
  await look(legal, "/");
  for (const page of ["/dashboard", "/plans", "/ranking"]) await look(legal, page);
  await look(legal, "/ledger");
  await expect(legal.getByRole("main").getByRole("rowheader").first()).toBeVisible();
  await expect(legal.getByRole("link", { name: "责令限期整改" })).toHaveCount(0);
}

/** What a season is made of, as the rail names it: no place of an administrator. */
const BUSINESS = ["被检查单位", "自查", "检查方案", "检查日历", "整改台账", "综合排名", "领导看板"];

/** The security administrator sees no business, gives somebody another role, and sets what is left to the district. */
export async function securityAdministrator(admin: Page): Promise<void> {
  await look(admin, "/");
  await seesNoBusiness(admin);
  await look(admin, "/me");
  await expect(admin.getByRole("main").getByText("安全管理员", { exact: true })).toBeVisible();

  await look(admin, "/admin/people");
  await expect(admin.getByRole("button", { name: "建立账号", exact: true })).toHaveCount(0);
  const person = admin.getByRole("row").filter({ hasText: LEGAL.account });
  await unfold(person, "变更");
  await person.getByLabel("角色", { exact: true }).selectOption({ label: OFFICER.role });
  await person.getByLabel("理由", { exact: true }).fill("轮岗到编办");
  await axe(admin);
  await press(person, "调整角色");
  await expect(person.getByRole("cell", { name: OFFICER.role, exact: true })).toBeVisible();

  await look(admin, "/admin/policy");
  await expect(admin.getByText("曾任职的单位，一律回避。")).toBeVisible();
  await admin.getByLabel("回避年限（年）").fill("5");
  await admin.getByLabel("修改理由").fill("区里规定五年");
  await press(admin, "保存回避年限");
  await expect(admin.getByText("离任后 5 年内回避")).toBeVisible();
  await axe(admin);
}

async function seesNoBusiness(admin: Page): Promise<void> {
  const places = admin.getByRole("navigation", { name: "主导航" }).getByRole("link");
  for (const place of BUSINESS) await expect(places.filter({ hasText: place })).toHaveCount(0);
}

/** The audit administrator finds what was done, opens it, and takes the whole journal away, which holds. */
export async function auditAdministrator(auditor: Page): Promise<void> {
  await look(auditor, "/");
  await seesNoBusiness(auditor);
  await look(auditor, "/admin/journal");
  await auditor.getByRole("combobox", { name: "操作", exact: true }).selectOption({ label: "公布排名" });
  await auditor.getByRole("button", { name: "筛选", exact: true }).click();
  await expect(auditor).toHaveURL(/action=ranking\.publish/);
  await axe(auditor);
  await openOnly(auditor);
  await expect(auditor.getByText("这条记录的链完整")).toBeVisible();
  await axe(auditor);
  await auditor.getByRole("link", { name: "这条记录的全部条目" }).click();
  await expect(lines(auditor).first()).toBeVisible();
  await axe(auditor);

  await look(auditor, "/admin/journal");
  const journal = test.info().outputPath("journal.jsonl");
  const answer = await auditor.request.get(await pathOf(auditor.getByRole("link", { name: "导出日志" })));
  await writeFile(journal, await answer.body());
  await zeqing(["journal", "verify", journal]);
}

/** Opens the one entry that is shown. */
async function openOnly(auditor: Page): Promise<void> {
  const entries = auditor.getByRole("table", { name: "日志条目" }).locator("tbody tr");
  await expect(entries).toHaveCount(1);
  await entries.getByRole("link").first().click();
  await expect(auditor).toHaveURL(/\/admin\/journal\/.+\/\d+$/);
}
