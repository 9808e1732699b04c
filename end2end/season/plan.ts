// A plan: draft, approval, groups, the draw in public, the visits on their days, the notices.

import type { Locator, Page } from "@playwright/test";

import { axe, expect, formOf, look, open, press, stands, today, unfold } from "../support.ts";
import { AREAS, UNIT_NAME } from "./unit.ts";

/** So many days from today the inspections of the plan end (ms). */
const SPAN = 60 * 86_400_000;

const TRAINING = "公示情况的查看方法，回避和廉政要求。";

/** Leads a plan to its notices and answers the address of the plan. */
export async function planning(officer: Page, leader: Page): Promise<string> {
  const plan = await draft(officer);
  await look(leader, plan);
  await press(leader, "批准方案");
  await stands(leader, "已批准");

  await look(officer, plan);
  // The second group may not go to the unit of the demo's clerk (JC2612 worked there), so the first one must.
  await group(officer, 1, "检查员甲一（JC2601）", ["检查员甲二（JC2602）", "检查员甲三（JC2603）"]);
  await unfold(officer, "编成一组");
  await group(officer, 2, "检查员甲九（JC2609）", ["检查员乙一（JC2611）", "检查员乙二（JC2612）"]);
  await train(officer);
  await draw(officer, plan);
  await visitToday(officer, plan);
  await press(officer, /^发出全部 \d+ 份通知$/);
  await expect(rowOf(officer)).toContainText("已通知");
  await axe(officer);
  await look(officer, "/calendar");
  await open(officer, plan);
  return plan;
}

async function draft(officer: Page): Promise<string> {
  await look(officer, "/plans");
  await look(officer, "/plans/new");
  await officer.getByRole("radiogroup", { name: "检查方式" }).getByLabel("普查").check();
  await officer.getByLabel("方案名称").fill("街道办事处责任清单公示情况普查");
  const areas = officer.getByRole("group", { name: /^内容/ });
  for (const area of AREAS.slice(1)) await areas.getByLabel(area, { exact: true }).uncheck();
  await officer.getByLabel(/^街道办事处（现有/).fill("100%");
  const last = new Date(Date.parse(today()) + SPAN).toISOString().slice(0, 10);
  await officer.getByLabel("检查开始", { exact: true }).fill(today());
  await officer.getByLabel("检查结束", { exact: true }).fill(last);
  await press(officer, "保存草案");
  await expect(officer).toHaveURL(/\/plans\/(?!new)[^/]+$/);
  await stands(officer, "草案");
  return new URL(officer.url()).pathname;
}

async function group(officer: Page, number: number, leader: string, members: string[]): Promise<void> {
  const form = formOf(officer, "编成一组");
  await form.getByLabel("组长", { exact: true }).selectOption({ label: leader });
  for (const member of members) await form.getByLabel(member, { exact: true }).check();
  await press(form, "编成一组");
  await expect(officer.getByRole("heading", { name: `第 ${number} 组`, exact: true })).toBeVisible();
}

async function train(officer: Page): Promise<void> {
  await unfold(officer, "记录培训");
  await officer.getByLabel("培训日期").fill(today());
  await officer.getByLabel("培训内容").fill(TRAINING);
  await press(officer, "记录培训");
  await expect(officer.getByText(TRAINING).first()).toBeVisible();
  await axe(officer);
}

async function draw(officer: Page, plan: string): Promise<void> {
  await look(officer, `${plan}/draw`);
  await press(officer, "公布承诺");
  await officer.getByLabel("见证人给出的文字").fill("6 3 5 1 4 2");
  await officer.getByLabel("谁见证、怎样得出").fill("派驻干部现场掷骰子六次");
  await axe(officer);
  await press(officer, "抽取");
  await expect(officer.getByText(/重算：一致。$/)).toBeVisible();
  await axe(officer);
  await officer.getByRole("link", { name: "退出大屏" }).click();
  await stands(officer, "已抽取");
}

/** The row of the clerk's unit among the visits of a plan. */
export function rowOf(page: Page): Locator {
  return page.getByRole("table", { name: "检查安排" }).getByRole("row").filter({ hasText: UNIT_NAME });
}

/** Puts the visit of the clerk's unit on today, for the test plays it; whoever the draw put there goes later. */
async function visitToday(officer: Page, plan: string): Promise<void> {
  if ((await rowOf(officer).getByText(today()).count()) > 0) return;
  const others = officer.getByRole("table", { name: "检查安排" }).getByRole("row");
  const there = others.filter({ hasText: today() }).filter({ hasText: "第 1 组" });
  if ((await there.count()) > 0) await arrange(officer, plan, there, "later");
  await arrange(officer, plan, rowOf(officer), "today");
  await expect(rowOf(officer)).toContainText(today());
}

async function arrange(officer: Page, plan: string, visit: Locator, when: "today" | "later"): Promise<void> {
  await visit.getByRole("link", { name: "改期或换组" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toContainText("排定");
  await axe(officer);
  const days = officer.getByRole("table", { name: "各组能不能去、哪天有空" }).getByRole("row").filter({ hasText: "第 1 组" });
  await (when === "today" ? days.getByRole("link", { name: today() }) : days.getByRole("link").last()).click();
  await press(officer, "保存安排");
  await expect(officer).toHaveURL(new RegExp(`${plan}$`));
}
