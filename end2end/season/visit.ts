// Visits: records on site, problems and a good practice, feedback, the score that is locked.

import type { Page } from "@playwright/test";

import { axe, expect, formOf, look, open, press, stands, unfold } from "../support.ts";
import type { Visit } from "./calendar.ts";
import { APART, blind, BRIEFLY_FOUND, FOUND, FOUND_APART, reconcile, score } from "./score.ts";
import { FINDINGS, OTHER_FINDINGS, type Finding } from "./unit.ts";

/** One record for each step that Art. 9 asks for on site, and one for each of the six kinds of materials. */
const RECORDS: [step: string, words: string, people?: string][] = [
  ["听取汇报", "听取了主任关于责任清单运行情况的汇报。"],
  ["座谈会", "召开座谈会一次，各科室派人参加。", "9"],
  ["个别谈话", "与三名科室负责人谈话。", "3"],
  ["访谈办事群众", "在大厅访谈办事群众五人。", "5"],
  ["学习责任清单的记录", "学习记录四次，签到齐全。"],
  ["领导班子研究落实情况的会议记录", "会议记录中研究过一次。"],
  ["落实责任清单的文件", "有正式文件，责任分到岗位。"],
  ["宣传责任清单的载体", "展板、折页、公众号三种。"],
  ["优化职能、加强事中事后监管的文件", "监管办法一份，台账一本。"],
  ["群众对服务承诺的评价、投诉处理情况", "评价表二百份，投诉两件均已回复。"],
];

/** The record by number that has a photograph, and what was photographed. */
const PHOTOGRAPHED = RECORDS.length;
const PHOTO = { name: "评价表抽样.txt", mimeType: "text/plain", buffer: Buffer.from("评价表二百份，抽看二十份。") };

/** What proves the finding that no record proves. */
const PROOF = { name: "会议记录摘抄.txt", mimeType: "text/plain", buffer: Buffer.from("全年只研究过一次。") };

const PRACTICE = "办事大厅的查询屏按办事情形列出责任事项，群众一看就懂。";

const UNIT_SAYS = "认可检查意见，立即整改。";

/** Plays a visit in full: every step recorded, three scorers apart and blind, one indicator to be reconciled. */
export async function visiting({ address }: Visit, officer: Page, clerk: Page, inspectors: Page[]): Promise<void> {
  const [lead, member, other] = inspectors as [Page, Page, Page];
  await look(lead, "/");
  await look(lead, "/calendar");
  await look(lead, `${address}/self-check`);
  await begin(lead, address);
  for (const record of RECORDS) await write(lead, record);
  await expect(lead.getByText("第九条的记录已齐").first()).toBeVisible();
  await photograph(lead, address);
  for (const finding of FINDINGS) await note(lead, finding);
  await goodPractice(member, address);

  await score(member, address, FOUND);
  await blind(member);
  await Promise.all([score(lead, address, FOUND), score(other, address, [...FOUND, FOUND_APART])]);
  await feedBack(lead, clerk, address);
  await reconcile(lead, address, [APART]);
  await prove(lead, address);
  await lock(lead, address);
  await answer(officer, address);
  await look(clerk, address);
  await expect(clerk.locator("#practices").getByText(PRACTICE, { exact: true })).toBeVisible();
}

/** Plays a visit in brief: what was left out has its reason, and the leader ends the scoring before the others. */
export async function visitingBriefly({ address }: Visit, officer: Page, clerk: Page, lead: Page): Promise<void> {
  await begin(lead, address);
  await expect(lead.getByText("本年度还没有签字的自查")).toBeVisible();
  for (const record of RECORDS.slice(0, 2)) await write(lead, record);
  for (const finding of OTHER_FINDINGS) await note(lead, finding);
  await score(lead, address, BRIEFLY_FOUND);
  await feedBack(lead, clerk, address);
  await endScoring(lead, address);
  await reconcile(lead, address, []);
  await lock(lead, address);
  await answer(officer, address);
}

async function begin(lead: Page, visit: string): Promise<void> {
  await look(lead, visit);
  await press(lead, "开始现场检查");
  await stands(lead, "现场");
}

/** Writes the record of the step that comes next. */
async function write(lead: Page, [step, words, people]: (typeof RECORDS)[number]): Promise<void> {
  await lead.getByLabel(`${step}的记录`).fill(words);
  if (people) await lead.getByLabel("人数").fill(people);
  await press(lead, "记录");
  await expect(lead.locator("#record").getByText(words, { exact: true })).toBeVisible();
}

/** Puts a photograph to a record. */
async function photograph(lead: Page, visit: string): Promise<void> {
  const record = lead.locator(`#step-${PHOTOGRAPHED}`);
  await record.getByLabel("拍照或选材料").setInputFiles(PHOTO);
  await press(record, "上传");
  const file = record.getByRole("link", { name: PHOTO.name });
  await expect(file).toBeVisible();
  await look(lead, visit);
  const kept = await lead.request.get((await file.getAttribute("href")) ?? "");
  expect(await kept.body()).toEqual(PHOTO.buffer);
}

async function note(lead: Page, finding: Finding): Promise<void> {
  const form = formOf(lead, "记一个问题");
  const title = form.getByLabel("问题", { exact: true });
  if (!(await title.isVisible())) await unfold(lead, "记一个问题");
  await form.getByLabel("部分", { exact: true }).selectOption({ index: Number(finding.indicator[1]) - 1 });
  await form.getByLabel("指标", { exact: true }).selectOption(finding.indicator);
  await title.fill(finding.title);
  await form.getByLabel("看到的情况").fill(finding.detail);
  await form.getByLabel("程度", { exact: true }).selectOption({ label: finding.severity });
  await form.getByLabel("初步整改意见").fill(finding.advice);
  if (finding.record) await form.getByLabel("以哪条记录为证").selectOption(finding.record);
  await press(form, "记一个问题");
  await expect(lead.getByRole("heading", { name: new RegExp(finding.title) })).toBeVisible();
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

/** The oral feedback, and what the unit says to it. */
async function feedBack(lead: Page, clerk: Page, visit: string): Promise<void> {
  await feedBackOrally(lead, visit);
  await look(clerk, visit);
  await clerk.getByLabel("单位的意见").fill(UNIT_SAYS);
  await press(clerk, "确认口头反馈");
  await expect(clerk.getByText(UNIT_SAYS).first()).toBeVisible();
  await axe(clerk);
}

/** The oral feedback of the leader, with reasons for what was left out. */
export async function feedBackOrally(lead: Page, visit: string): Promise<void> {
  await look(lead, visit);
  for (const reason of await lead.getByLabel(/^没有“.*”记录的理由/).all()) await reason.fill("时间有限，另行查阅。");
  await press(lead, "口头反馈");
  await stands(lead, "已口头反馈");
}

/** The leader alone has handed in, and waits for nobody. */
async function endScoring(lead: Page, visit: string): Promise<void> {
  await open(lead, visit);
  await press(lead, "结束打分");
  const dialog = lead.getByRole("dialog");
  await dialog.getByLabel("理由").fill("组员临时另有任务，没有到场打分。");
  await axe(lead);
  await press(dialog, "结束打分");
  await expect(dialog).toBeHidden();
}

/** A finding that nothing proves keeps the score from being locked, until a file proves it. */
async function prove(lead: Page, visit: string): Promise<void> {
  const lacking = lead.getByRole("heading", { name: "锁定前还缺依据的问题" });
  await look(lead, visit);
  await expect(lacking).toBeVisible();
  await expect(lead.getByRole("button", { name: "锁定分数" })).toHaveCount(0);
  const finding = lead.locator(`#finding-${FINDINGS.findIndex(({ record }) => !record) + 1}`);
  await expect(finding.getByText(/^还没有依据/)).toBeVisible();
  await finding.getByLabel("拍照或选材料").setInputFiles(PROOF);
  await press(finding, "上传");
  await expect(finding.getByRole("link", { name: PROOF.name })).toBeVisible();
  await look(lead, visit);
  await expect(lacking).toHaveCount(0);
}

async function lock(lead: Page, visit: string): Promise<void> {
  await open(lead, visit);
  await press(lead, "锁定分数");
  const dialog = lead.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await axe(lead);
  await press(dialog, "锁定分数");
  await stands(lead, "已锁定");
}

async function answer(officer: Page, visit: string): Promise<void> {
  await look(officer, visit);
  await press(officer, "发出书面反馈");
  await stands(officer, "已书面反馈");
}
