// The visits of a plan: a substitute steps in, days and groups are found under the rules, the notices go out.

import type { Locator, Page } from "@playwright/test";

import { axe, expect, look, open, pathOf, press, stands, today, unfold } from "../support.ts";
import { GROUPS } from "./plan.ts";
import { FILES, importFile, nextDayOff, textOf, unitWith } from "./register.ts";
import type { Unit } from "./unit.ts";

/** A visit that is on the calendar. */
export interface Visit {
  /** Its address. */
  readonly address: string;
  readonly unit: Unit;
  readonly group: number;
}

const UNABLE = "单位正在搬迁，本月不能接受检查。";

/** Brings both visits of the plan to today, the first as it was drawn, the second to the substitute. */
export async function arranging(plan: string, officer: Page): Promise<[Visit, Visit]> {
  await look(officer, plan);
  const [first, drawn] = await Promise.all([visitAt(officer, 0), visitAt(officer, 1)]);
  await substitute(plan, officer, drawn);
  const second = await substituted(officer, first);
  await noTwoPlaces(plan, officer, first, second);
  await marked(plan, officer, first);
  await noKin(plan, officer, first, second);
  await look(officer, "/calendar");
  await expect(officer.getByRole("main").getByRole("link", { name: first.unit.shortName }).first()).toBeVisible();
  return [first, second];
}

/** The visits on the page of a plan. */
export function rows(page: Page): Locator {
  return page.getByRole("table", { name: "检查安排" }).locator("tbody tr");
}

/** The visit in this row of the plan. Its address ends with the code of the unit. */
async function visitAt(officer: Page, row: number): Promise<Visit> {
  const line = rows(officer).nth(row);
  const address = await pathOf(line.getByRole("rowheader").getByRole("link"));
  const group = Number(/第 (\d) 组/.exec(await line.innerText())?.[1]);
  await expect(line).toContainText(today());
  return { address, unit: await unitWith(address.split(".").at(-1) ?? ""), group };
}

/** Where the group and the day of a unit are settled. */
function placeOf(plan: string, { unit }: Visit): string {
  return `${plan}/units/${unit.code}`;
}

/** The second unit that was drawn cannot be visited: the next on the list steps in, which nobody chooses. */
async function substitute(plan: string, officer: Page, drawn: Visit): Promise<void> {
  await look(officer, placeOf(plan, drawn));
  await unfold(officer, "由候补替换");
  await officer.getByLabel("理由").fill(UNABLE);
  await press(officer, "由候补替换");
  await expect(officer).toHaveURL(new RegExp(`${plan}$`));
  await expect(rows(officer).filter({ hasText: drawn.unit.shortName })).toHaveCount(0);
  await expect(officer.getByText(new RegExp(`候补单位.*替换${drawn.unit.shortName}`))).toBeVisible();
  await axe(officer);
}

/** The visit to the substitute: whichever is not the first. */
async function substituted(officer: Page, first: Visit): Promise<Visit> {
  await expect(rows(officer)).toHaveCount(2);
  const both = await Promise.all([visitAt(officer, 0), visitAt(officer, 1)]);
  return both.find(({ address }) => address !== first.address) ?? first;
}

/** Nobody goes to two units on a day, and nobody goes on a day off; another day is found, and then today again. */
async function noTwoPlaces(plan: string, officer: Page, first: Visit, second: Visit): Promise<void> {
  await look(officer, placeOf(plan, second));
  await ask(officer, first.group, today());
  await refused(officer, `与 ${first.unit.name} ${today()} 冲突`);
  await ask(officer, second.group, await nextDayOff());
  await refused(officer, /是周末，请选工作日|放假，请选工作日/);
  for (const when of ["later", "today"] as const) {
    await open(officer, placeOf(plan, second));
    const days = choicesOf(officer, second.group).getByRole("link");
    await (when === "today" ? days.filter({ hasText: today() }) : days.last()).click();
    await expect(officer.getByRole("button", { name: "保存安排", exact: true })).toBeVisible();
    if (when === "later") await axe(officer);
    await press(officer, "保存安排");
    await expect(officer).toHaveURL(new RegExp(`${plan}$`));
    const placed = rows(officer).filter({ hasText: second.unit.shortName });
    if (when === "today") await expect(placed).toContainText(today());
    else await expect(placed).not.toContainText(today());
  }
  await axe(officer);
}

/** Somebody of its own group has kin at the first unit by now: the calendar says so, and leads to where it is changed. */
async function marked(plan: string, officer: Page, first: Visit): Promise<void> {
  await declareKin(officer, GROUPS[first.group]?.[1] ?? "", first.unit.name);
  await look(officer, "/calendar");
  const bar = officer.locator(".month li.bad a");
  await expect(bar).toContainText(first.unit.shortName);
  await expect(bar).toContainText("应当回避");
  await officer.getByRole("link", { name: "周（按检查组）" }).click();
  await expect(officer.locator(".lanes .bad")).toContainText("应当回避");
  const told = officer.getByRole("main").getByRole("alert");
  await expect(told).toContainText("1 项检查要改期或换组");
  await told.getByRole("link", { name: "改期或换组" }).click();
  await expect(officer).toHaveURL(new RegExp(`${placeOf(plan, first)}$`));
  await expect(officer.getByRole("main").locator(".badge", { hasText: "应当回避" })).toBeVisible();
  await axe(officer);
}

/** The roster, with somebody who has kin at a unit. */
async function declareKin(officer: Page, member: string, unit: string): Promise<void> {
  const roster = await textOf(FILES.inspectors);
  const declared = new RegExp(`^(${member},(?:[^,]*,){3}),`, "m");
  await importFile(officer, FILES.inspectors, roster.replace(declared, `$1${unit}（配偶任职）,`));
}

/** Somebody of the other group has kin at the first unit by now: that group may not go there any more. */
async function noKin(plan: string, officer: Page, first: Visit, second: Visit): Promise<void> {
  await declareKin(officer, GROUPS[second.group]?.[1] ?? "", first.unit.name);
  await look(officer, placeOf(plan, first));
  await expect(choicesOf(officer, first.group)).toContainText("可以去");
  await expect(choicesOf(officer, second.group)).toContainText("应回避");
  await ask(officer, second.group, today());
  await refused(officer, `对${first.unit.name}应当回避`);
}

/** The line of a group on the page on which a unit gets its day. */
export function choicesOf(officer: Page, group: number): Locator {
  const table = officer.getByRole("table", { name: "各组能不能去、哪天有空" });
  return table.getByRole("row").filter({ hasText: `第 ${group} 组` });
}

/** Asks what stands against a group and a day. */
async function ask(officer: Page, group: number, date: string): Promise<void> {
  await officer.getByLabel("检查组", { exact: true }).selectOption(String(group));
  await officer.getByLabel("日期", { exact: true }).fill(date);
  await press(officer, "查看有没有冲突");
  await expect(officer).toHaveURL(new RegExp(`group=${group}&date=${date}`));
}

async function refused(officer: Page, why: string | RegExp): Promise<void> {
  await expect(officer.getByText("这样安排有冲突")).toBeVisible();
  await expect(officer.getByRole("main").getByRole("listitem").filter({ hasText: why })).toBeVisible();
  await expect(officer.getByRole("button", { name: "保存安排" })).toHaveCount(0);
  await axe(officer);
}

/** Both notices go out at once, and can be printed: the frame stays behind. */
export async function notices(plan: string, officer: Page, visits: Visit[]): Promise<void> {
  await open(officer, plan);
  await press(officer, `发出全部 ${visits.length} 份通知`);
  await expect(rows(officer).filter({ hasText: "已通知" })).toHaveCount(visits.length);
  await axe(officer);
  const [{ address, unit }] = visits as [Visit];
  await look(officer, `${address}/notice`);
  await officer.emulateMedia({ media: "print" });
  const letter = officer.getByRole("article");
  for (const part of ["检查依据", "检查范围", "检查内容", "检查程序"]) await expect(letter).toContainText(part);
  await expect(letter).toContainText(unit.name);
  await expect(officer.getByRole("navigation", { name: "主导航" })).toBeHidden();
  await officer.emulateMedia({ media: null });
}

/** A unit signs for its notice, and the office sees who did. */
export async function receive({ address }: Visit, clerk: Page): Promise<void> {
  await look(clerk, "/");
  await look(clerk, `${address}/notice`);
  await expect(clerk.getByText("还没有签收")).toBeVisible();
  await look(clerk, address);
  await press(clerk, "签收通知");
  await stands(clerk, "已签收");
  await look(clerk, `${address}/notice`);
  await expect(clerk.getByText(/于 .* 签收$/)).toBeVisible();
}
