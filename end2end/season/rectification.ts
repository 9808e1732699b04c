// A rectification: order, receipt, plan, progress with a file, a closure that is returned once, verification, closing.

import type { Page } from "@playwright/test";

import { axe, expect, formOf, look, open, pathOf, press, stands, unfold } from "../support.ts";
import { FINDING, OTHER_UNIT } from "./unit.ts";

/** What proves the progress. */
const PROOF = { name: "补齐后的公示页面.txt", mimeType: "text/plain", buffer: Buffer.from("追责情形已补齐。") };

const PROGRESS = "两项已补齐，其余各项复核无误。";
const RETURNED = "请补充今后防止再发生的措施。";

/** The act that hands a closure to the head. */
const PREPARE = "拟销号申请，送负责人签字";

/** Leads the finding of the visit from its order to its closure. */
export async function rectifying(
  visit: string,
  officer: Page,
  clerk: Page,
  head: Page,
  inspectors: Page[],
): Promise<void> {
  const [lead, member] = inspectors as [Page, Page];
  const entry = await order(visit, officer);
  await inTime(officer, entry);
  await plan(entry, officer, clerk);
  await progress(clerk, entry);

  await requestClosure(entry, clerk, head, "已全部整改到位，申请销号。");
  await look(officer, entry);
  await unfold(officer, "退回补充");
  await formOf(officer, "退回补充").getByLabel("理由", { exact: true }).fill(RETURNED);
  await press(officer, "退回补充");
  await stands(officer, "整改中");
  await look(clerk, entry);
  await expect(clerk.getByText(RETURNED, { exact: true })).toBeVisible();
  await requestClosure(entry, clerk, head, "已全部整改到位，公示前由两人逐项核对，申请销号。");
  await look(officer, entry);
  await press(officer, "受理材料");
  await stands(officer, "待现场验收");

  await look(member, entry);
  const seen = formOf(member, "记录验收通过");
  await seen.getByLabel("现场所见").fill("公示网页已补齐，抽查未见同类问题。");
  await press(seen, "记录验收通过");
  await stands(member, "验收通过");
  await look(lead, entry);
  await press(lead, "销号");
  await stands(lead, "已销号");
  await look(clerk, entry);
}

/** Orders the finding and answers the address of its entry. */
async function order(visit: string, officer: Page): Promise<string> {
  await look(officer, "/ledger/order");
  const waiting = officer.getByRole("row").filter({ has: officer.locator(`a[href="${visit}"]`) });
  await press(waiting, "列入台账");
  await expect(officer).toHaveURL(/\/ledger\/order\?visit=/);
  await axe(officer);
  await officer.getByLabel(new RegExp(`^${FINDING}`)).check();
  await press(officer, "责令限期整改");
  await expect(officer).toHaveURL(/\/ledger\?state=ordered/);
  await axe(officer);
  return pathOf(officer.getByRole("row").filter({ hasText: FINDING }).getByRole("link").first());
}

/** The light says in words how much time is left: in the ledger, which can be asked for it, and beside the title. */
async function inTime(officer: Page, entry: string): Promise<void> {
  const left = /剩 \d+ 个工作日/;
  await officer.getByRole("link", { name: /^绿：在期/ }).click();
  await expect(officer).toHaveURL(/light=green/);
  await expect(officer.getByRole("row").filter({ hasText: FINDING })).toContainText(left);
  await look(officer, entry);
  await expect(officer.locator("main .title .light")).toHaveText(left);
}

async function plan(entry: string, officer: Page, clerk: Page): Promise<void> {
  await look(clerk, "/ledger");
  await look(clerk, entry);
  await press(clerk, "签收责令");
  await stands(clerk, "已签收");
  await clerk.getByLabel("整改措施").fill("对照审定版本补齐两项追责情形，并逐项复核其余各项。");
  await clerk.getByLabel("责任科室和责任人").fill("办公室");
  await press(clerk, "提交整改方案");
  await stands(clerk, "方案待批");
  await look(officer, entry);
  await press(officer, "批准方案");
  await stands(officer, "方案已批准");
}

/** Reports progress with a file, which the story of the entry keeps and gives back as it was. */
async function progress(clerk: Page, entry: string): Promise<void> {
  await look(clerk, entry);
  await unfold(clerk, "上传材料");
  await clerk.getByLabel("证明材料").setInputFiles(PROOF);
  await press(clerk, "上传材料");
  const report = formOf(clerk, "报告进展");
  await expect(report.getByRole("link", { name: PROOF.name })).toBeVisible();
  await open(clerk, entry);
  await report.getByLabel("本次进展").fill(PROGRESS);
  await report.getByLabel("完成比例（自估）").fill("100");
  await press(report, "报告进展");
  await stands(clerk, "整改中");
  const told = clerk.getByRole("listitem").filter({ hasText: PROGRESS });
  const file = told.getByRole("link", { name: PROOF.name });
  const answer = await clerk.request.get(await pathOf(file));
  expect(await answer.body()).toEqual(PROOF.buffer);
}

/** The clerk prepares the closure, the head signs it. */
async function requestClosure(entry: string, clerk: Page, head: Page, words: string): Promise<void> {
  await open(clerk, entry);
  const closure = formOf(clerk, PREPARE);
  await closure.getByLabel("销号申请").fill(words);
  await press(closure, PREPARE);
  await stands(clerk, "待负责人签字");
  await look(head, entry);
  await expect(head.getByText(words).first()).toBeVisible();
  await press(head, "签字并申请销号");
  await stands(head, "申请销号");
}

/** An entry of another unit is no page for a unit's people. */
export async function othersAreHidden(officer: Page, clerk: Page): Promise<void> {
  await open(officer, `/ledger?unit=${OTHER_UNIT}`);
  const entry = await pathOf(officer.getByRole("main").getByRole("rowheader").getByRole("link").first());
  await open(clerk, entry);
  await expect(clerk.getByRole("main").getByRole("heading")).toHaveText("没有找到");
  await axe(clerk);
}
