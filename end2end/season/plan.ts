// A plan of a spot check: draft, approval, groups, training, and the draw in public.

import { writeFile } from "node:fs/promises";

import { test, type Page } from "@playwright/test";

import { zeqing } from "../server.ts";
import { axe, expect, formOf, look, open, press, stands, today, unfold } from "../support.ts";
import { KIND, OF_KIND } from "./unit.ts";

/** So many days from today the inspections of the plan end (ms). */
const SPAN = 60 * 86_400_000;

/** So many units are drawn. */
const DRAWN = 2;

const TITLE = "法律法规授权组织责任清单运行抽查";
const SCOPE = "法律法规授权组织本年度责任清单的公示、落实、动态调整、事中事后监管和服务承诺情况。";
const RETURNED = "请把检查的时段写进范围。";
const TRAINING = "评分标准第四版，回避和廉政要求。";

/** The members of the groups, leaders first. None of them may not go to a unit of the kind. */
export const GROUPS: Record<number, [string, string, string]> = {
  1: ["JC2601", "JC2602", "JC2603"],
  2: ["JC2604", "JC2605", "JC2606"],
};

/** This one may not: the roster says that a spouse works at the social insurance centre. */
const RECUSED = { number: "JC2616", unit: "区社保中心" };

/** Leads a plan to its draw and answers the address of the plan. */
export async function planning(officer: Page, leader: Page): Promise<string> {
  const plan = await draft(officer);
  await approve(leader, officer, plan);
  await groups(officer, plan);
  await train(officer);
  await draw(officer, plan, OF_KIND, DRAWN);
  await look(leader, `${plan}/draw`);
  return plan;
}

async function draft(officer: Page): Promise<string> {
  await look(officer, "/plans");
  await look(officer, "/plans/new");
  await expect(officer.getByText(/评分标准：.*，第 4 版/)).toBeVisible();
  await officer.getByRole("radiogroup", { name: "检查方式" }).getByLabel("抽查").check();
  await officer.getByLabel("方案名称").fill(TITLE);
  await officer.getByLabel(`${KIND}（现有 ${OF_KIND} 个）`).fill(String(DRAWN));
  const last = new Date(Date.parse(today()) + SPAN).toISOString().slice(0, 10);
  await officer.getByLabel("检查开始", { exact: true }).fill(today());
  await officer.getByLabel("检查结束", { exact: true }).fill(last);
  await press(officer, "保存草案");
  await expect(officer).toHaveURL(/\/plans\/(?!new)[^/]+$/);
  await stands(officer, "草案");
  return new URL(officer.url()).pathname;
}

/** The leader returns the draft once, and approves it when it is mended. */
async function approve(leader: Page, officer: Page, plan: string): Promise<void> {
  await look(leader, "/");
  await look(leader, plan);
  await unfold(leader, "退回修改");
  await leader.getByLabel("退回意见").fill(RETURNED);
  await press(leader, "退回修改");
  await expect(leader.getByText("草案被退回")).toBeVisible();
  await look(officer, plan);
  await expect(officer.getByText(RETURNED).first()).toBeVisible();
  await look(officer, `${plan}/edit`);
  await officer.getByLabel("范围", { exact: true }).fill(SCOPE);
  await press(officer, "保存草案");
  await expect(officer).toHaveURL(new RegExp(`${plan}$`));

  await look(leader, plan);
  await expect(leader.getByText(SCOPE)).toBeVisible();
  await press(leader, "批准方案");
  await stands(leader, "已批准");
}

/** A group that could not go everywhere is dissolved, and two are formed that can. */
async function groups(officer: Page, plan: string): Promise<void> {
  await look(officer, plan);
  await group(officer, "第 1 组", "JC2601", ["JC2602", RECUSED.number]);
  const warning = officer.getByText(`这些单位如果被抽中，要另编一组：${RECUSED.unit}`);
  await expect(warning).toBeVisible();
  await officer.getByText("回避 1 条").click();
  await expect(officer.getByText(new RegExp(`对${RECUSED.unit}回避：本人申报，配偶任职`))).toBeVisible();
  await axe(officer);
  await press(officer, "解散");
  await expect(warning).toHaveCount(0);
  for (const [number, [lead, ...members]] of Object.entries(GROUPS)) {
    await group(officer, `第 ${number} 组`, lead, members);
  }
  await axe(officer);
}

/** Forms a group on the page as it stands: what was ticked before, or for one that is dissolved, ticks nobody else. */
export async function group(officer: Page, name: string, leader: string, members: string[]): Promise<void> {
  const form = formOf(officer, "编成一组");
  const field = form.getByLabel("组长", { exact: true });
  if (!(await field.isVisible())) await unfold(officer, "编成一组");
  const person = field.locator("option").filter({ hasText: leader });
  await field.selectOption({ label: await person.innerText() });
  for (const member of members) await form.getByLabel(new RegExp(`（${member}）$`)).check();
  await press(form, "编成一组");
  const title = officer.getByRole("heading", { name, exact: true });
  const formed = officer.locator("#groups section").filter({ has: title }).getByText(/^组员/);
  await expect(formed).toHaveText(new RegExp(`^组员 ${members.map((one) => `[^、]+（${one}）`).join("、")}$`));
}

/** Records the training without which no notice goes out. */
export async function train(officer: Page): Promise<void> {
  await unfold(officer, "记录培训");
  await officer.getByLabel("培训日期").fill(today());
  await officer.getByLabel("培训内容").fill(TRAINING);
  await press(officer, "记录培训");
  await expect(officer.getByText(TRAINING).first()).toBeVisible();
  await axe(officer);
}

/** The draw of some of so many units, or of all of them, which the browser, the server and the command recompute. */
export async function draw(officer: Page, plan: string, units: number, drawn: number): Promise<void> {
  await look(officer, `${plan}/draw`);
  await press(officer, "公布承诺");
  await officer.getByLabel("见证人给出的文字").fill("6 3 5 1 4 2");
  await officer.getByLabel("谁见证、怎样得出").fill("派驻干部现场掷骰子六次");
  await axe(officer);
  await press(officer, "抽取");
  await expect(officer.getByText("这台电脑的浏览器刚刚重算：一致。")).toBeVisible();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText(`${units} 个单位抽取 ${drawn} 个`);
  const result = officer.getByRole("region", { name: "结果" });
  await expect(result.locator("ol > li")).toHaveCount(drawn);
  await expect(result.getByText(/^候补：/)).toHaveCount(drawn < units ? 1 : 0);
  await axe(officer);
  await verify(officer, `${plan}/draw/record.json`);
  await officer.getByRole("link", { name: "退出大屏" }).click();
  await stands(officer, "已抽取");
}

/** The record that anybody can take away holds by the command too. */
async function verify(officer: Page, address: string): Promise<void> {
  const record = test.info().outputPath("record.json");
  await writeFile(record, await (await officer.request.get(address)).body());
  expect(JSON.parse(await zeqing(["draw", "verify", record]))).toEqual({ valid: true });
}

/** The office reports what the inspections brought, and the plan is done. */
export async function report(plan: string, officer: Page, leader: Page): Promise<void> {
  await look(officer, plan);
  await officer.getByLabel("报告内容").fill("两个单位检查完毕，发现四个问题，总结一条经验做法。");
  await press(officer, "提交报告");
  await stands(officer, "已报告");
  await press(officer, "办结方案");
  await stands(officer, "已办结");
  await open(leader, "/plans");
  await expect(leader.getByRole("row").filter({ hasText: TITLE })).toContainText("已办结");
  await axe(leader);
  await look(leader, plan);
}
