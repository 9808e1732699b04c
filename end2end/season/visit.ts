// A visit: receipt, records on site, a problem and a good practice, scores apart, feedback, the score that is locked.

import type { Locator, Page } from "@playwright/test";

import { axe, expect, formOf, look, open, pathOf, press, stands, unfold } from "../support.ts";
import { rowOf } from "./plan.ts";
import { AREAS, FINDING } from "./unit.ts";

/** One record for each step that Art. 9 asks for on site. */
const RECORDS = ["听取了主任的汇报。", "召开座谈会一次。", "访谈科室负责人三人。", "访谈办事群众五人。", "查阅会议记录两份。"];

const PRACTICE = "办事大厅的查询屏按办事情形列出责任事项，群众一看就懂。";

/** The indicator at which one of the scorers lies far from the others. */
const APART = "F1.1";

const UNIT_SAYS = "认可检查意见，立即整改。";

/** Plays the visit of the clerk's unit and answers its address. */
export async function visiting(plan: string, officer: Page, clerk: Page, inspectors: Page[]): Promise<string> {
  const [lead, member, other] = inspectors as [Page, Page, Page];
  await open(officer, plan);
  const visit = await pathOf(rowOf(officer).getByRole("link").first());
  await look(officer, `${visit}/notice`);
  await receive(clerk, visit);
  await onSite(lead, visit);
  await goodPractice(member, visit);

  for (const inspector of [lead, member]) await score(inspector, `${visit}/score`, yes);
  await score(other, `${visit}/score`, no);
  await feedBack(lead, clerk, visit);
  await reconcile(lead, `${visit}/score`);
  await open(lead, visit);
  await press(lead, "锁定分数");
  await press(lead.getByRole("dialog"), "锁定分数");
  await stands(lead, "已锁定");

  await look(officer, visit);
  await press(officer, "发出书面反馈");
  await stands(officer, "已书面反馈");
  await look(clerk, visit);
  await expect(clerk.locator("#practices").getByText(PRACTICE, { exact: true })).toBeVisible();
  return visit;
}

async function receive(clerk: Page, visit: string): Promise<void> {
  await look(clerk, visit);
  await press(clerk, "签收通知");
  await stands(clerk, "已签收");
}

/** The leader begins, records the steps and notes a problem. */
async function onSite(lead: Page, visit: string): Promise<void> {
  await look(lead, visit);
  await press(lead, "开始现场检查");
  await stands(lead, "现场");
  for (const words of RECORDS) {
    await lead.getByLabel(/的记录$/).fill(words);
    await press(lead, "记录");
    await expect(lead.locator("#record").getByText(words, { exact: true })).toBeVisible();
  }
  const form = formOf(lead, "记一个问题");
  await form.getByLabel("部分", { exact: true }).selectOption({ index: 0 });
  await form.getByLabel("指标", { exact: true }).selectOption("F1.3");
  await form.getByLabel("问题", { exact: true }).fill(FINDING);
  await form.getByLabel("看到的情况").fill("抽查 20 项，其中两项的追责情形没有列出。");
  await form.getByLabel("程度", { exact: true }).selectOption({ label: "轻微" });
  await form.getByLabel("初步整改意见").fill("对照审定版本逐项补齐。");
  await press(form, "记一个问题");
  await expect(lead.getByRole("heading", { name: new RegExp(FINDING) })).toBeVisible();
  await axe(lead);
}

async function goodPractice(member: Page, visit: string): Promise<void> {
  await look(member, visit);
  await unfold(member, "记一条经验做法");
  const form = formOf(member, "记一条经验做法");
  await form.getByLabel("部分", { exact: true }).selectOption({ index: 0 });
  await form.getByLabel("经验做法", { exact: true }).fill(PRACTICE);
  await press(form, "记一条经验做法");
  await expect(member.locator("#practices").getByText(PRACTICE, { exact: true })).toBeVisible();
  await axe(member);
}

/** How a scorer answers the indicator at which they differ. */
type Verdict = (line: Locator) => Promise<void>;

const yes: Verdict = (line) => line.getByRole("radio").first().check();

const no: Verdict = async (line) => {
  await line.getByRole("radio").last().check();
  await line.getByLabel("理由", { exact: true }).fill("专栏里的清单不是审定的版本。");
  await line.getByLabel("以哪条记录为证").selectOption(String(RECORDS.length));
};

async function score(inspector: Page, address: string, verdict: Verdict): Promise<void> {
  await look(inspector, address);
  const line = (code: string) => inspector.getByRole("region", { name: new RegExp(`^${code}`) });
  await verdict(line(APART));
  await line("F1.2").getByRole("spinbutton").fill("0");
  await line("F1.3").getByRole("spinbutton").fill("2");
  await line("F1.3").getByLabel("理由", { exact: true }).fill("两项的追责情形没有列出。");
  await line("F1.3").getByLabel("以哪条记录为证").selectOption(String(RECORDS.length));
  await line("F1.4").getByRole("radio").first().check();
  await line("F1.5").getByRole("radio").first().check();
  await line("F1.6").getByRole("spinbutton").fill("0");
  const saved = inspector.waitForResponse((answer) => answer.url().includes("/api/visit/save_sheet") && answer.ok());
  await press(inspector, "保存");
  await saved;
  await expect(inspector.getByText("全部指标已评。提交后不能再改。")).toBeVisible();
  await press(inspector, "提交打分");
  await expect(inspector.getByText("您的打分已提交")).toBeVisible();
  await axe(inspector);
}

/** The oral feedback, with reasons for what was left out, and what the unit says to it. */
async function feedBack(lead: Page, clerk: Page, visit: string): Promise<void> {
  await open(lead, visit);
  for (const reason of await lead.getByLabel(/^没有“.*”记录的理由/).all()) await reason.fill("与其他材料一并查阅。");
  await press(lead, "口头反馈");
  await stands(lead, "已口头反馈");

  await look(clerk, visit);
  await clerk.getByLabel("单位的意见").fill(UNIT_SAYS);
  await press(clerk, "确认口头反馈");
  await expect(clerk.getByText(UNIT_SAYS).first()).toBeVisible();
  await axe(clerk);
}

/** Where the scorers lie far apart nothing is proposed: the leader decides, and is refused without a reason. */
async function reconcile(lead: Page, address: string): Promise<void> {
  await look(lead, address);
  await expect(lead.getByText("1 个指标相差超过 2.00 分，汇总时要写明理由")).toBeVisible();
  const card = lead.locator("section").filter({ has: lead.locator(`[id='i-${APART}']`) }).last();
  await expect(card.getByRole("radio", { checked: true })).toHaveCount(0);
  await card.getByRole("radio", { name: "是", exact: true }).check();
  await press(lead, "汇总评分");
  const refused = lead.getByRole("alert").filter({ hasText: `${APART}：请说明理由` });
  await expect(refused).toBeVisible();
  await axe(lead);
  await card.getByLabel("组长的理由").fill("当场比对审定文件，专栏里的就是审定的版本。");
  await press(lead, "汇总评分");
  await expect(lead.getByRole("heading", { name: "评分结果" })).toBeVisible();
  await expect(lead.getByRole("table", { name: "评分结果" })).toContainText(AREAS[0] ?? "");
  await axe(lead);
}
