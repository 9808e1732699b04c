// A rectification: order, receipt, plan, progress with a file, a closure that is returned once, verification, closing.

import type { Page } from "@playwright/test";

import { axe, expect, formOf, look, open, pathOf, press, stands, today, unfold } from "../support.ts";
import type { Visit } from "./calendar.ts";
import { FINDINGS, OTHER_FINDINGS } from "./unit.ts";

/** What proves the progress. */
const PROOF = { name: "补齐后的公示页面.txt", mimeType: "text/plain", buffer: Buffer.from("追责情形已补齐。") };

const PROGRESS = "两项已补齐，其余各项复核无误。";
const FAILED = "抽查又见一项没有列出，请逐项复核后再申请。";

/** The act that hands a closure to the head. */
const PREPARE = "拟销号申请，送负责人签字";

/** Leads the first finding of a visit from its order to its closure; the others stay open. Answers its address. */
export async function rectifying(
  [first, second]: [Visit, Visit],
  officer: Page,
  clerk: Page,
  head: Page,
  inspectors: Page[],
): Promise<string> {
  const [lead, member] = inspectors as [Page, Page];
  const entry = await order(first, second, officer);
  await inTime(officer, entry);
  await plan(entry, officer, clerk, head);
  await progress(clerk, entry);

  const onTheWeb = "整改结果在公示网页上，可以当场查看。";
  await requestClosure(entry, officer, clerk, head, "已全部整改到位，申请销号。", onTheWeb);
  await verify(member, entry, "记录验收未通过", FAILED);
  await stands(member, "整改中");
  await look(clerk, entry);
  await expect(clerk.getByText(FAILED, { exact: true })).toBeVisible();

  await requestClosure(entry, officer, clerk, head, "逐项复核完毕，已全部整改到位，申请销号。");
  await verify(member, entry, "记录验收通过", "公示网页已补齐，抽查未见同类问题。");
  await stands(member, "验收通过");
  await look(lead, entry);
  await press(lead, "销号");
  await stands(lead, "已销号");
  await look(clerk, entry);
  await lights(officer);
  return entry;
}

/** Orders the findings of the first visit by the default term, one of the second by today; answers the first entry. */
async function order(first: Visit, second: Visit, officer: Page): Promise<string> {
  await look(officer, "/");
  for (const [{ address }, ordered, due] of [
    [first, FINDINGS, undefined],
    [second, OTHER_FINDINGS.slice(0, 1), today()],
  ] as const) {
    await look(officer, "/ledger/order");
    await press(officer.getByRole("row").filter({ has: officer.locator(`a[href="${address}"]`) }), "列入台账");
    await expect(officer).toHaveURL(/\/ledger\/order\?visit=/);
    await axe(officer);
    for (const { title } of ordered) await officer.getByRole("checkbox", { name: new RegExp(`“${title}”`) }).check();
    if (due) await officer.getByLabel("整改期限").fill(due);
    await press(officer, "责令限期整改");
    await expect(officer).toHaveURL(/\/ledger\?state=ordered/);
    await axe(officer);
  }
  return pathOf(officer.getByRole("row").filter({ hasText: FINDINGS[0].title }).getByRole("link").first());
}

/** The light says in words how much time is left: in the ledger, which can be asked for it, and beside the title. */
async function inTime(officer: Page, entry: string): Promise<void> {
  await officer.getByRole("link", { name: /^绿：在期/ }).click();
  await expect(officer).toHaveURL(/light=green/);
  // The default terms of a minor and of a general problem.
  for (const [at, days] of [10, 20].entries()) {
    const line = officer.getByRole("row").filter({ hasText: FINDINGS[at]?.title ?? "" });
    await expect(line).toContainText(`剩 ${days} 个工作日`);
  }
  await axe(officer);
  await look(officer, entry);
  await expect(officer.locator("main .title .light")).toHaveText("剩 10 个工作日");
}

/** Each light leads to as many entries as it says. */
async function lights(officer: Page): Promise<void> {
  for (const [light, words] of [
    ["绿：在期", "剩 20 个工作日"],
    ["黄：临期", "今天到期"],
    ["灰：未起算", "未起算"],
  ] as const) {
    await open(officer, "/ledger");
    await officer.getByRole("link", { name: new RegExp(`^${light}\\s*1$`) }).click();
    await expect(officer).toHaveURL(/light=/);
    await expect(officer.getByRole("table", { name: "整改台账" }).locator("tbody tr")).toHaveText([new RegExp(words)]);
    await axe(officer);
  }
}

async function plan(entry: string, officer: Page, clerk: Page, head: Page): Promise<void> {
  await look(clerk, "/ledger");
  await look(clerk, entry);
  await press(clerk, "签收责令");
  await stands(clerk, "已签收");
  await clerk.getByLabel("整改措施").fill("对照审定版本补齐两项追责情形，并逐项复核其余各项。");
  await clerk.getByLabel("责任科室和责任人").fill("办公室");
  await press(clerk, "拟定整改方案，送负责人签字");
  await stands(clerk, "方案待负责人签字");
  await look(head, entry);
  await press(head, "签字并提交整改方案");
  await stands(head, "方案待批");
  await look(officer, entry);
  await press(officer, "批准方案");
  await stands(officer, "方案已批准");
}

/** Puts the file beside what is handed in next. */
async function upload(clerk: Page): Promise<void> {
  await unfold(clerk, "上传材料");
  await clerk.getByLabel("证明材料", { exact: true }).setInputFiles(PROOF);
  await press(clerk, "上传材料");
}

/** Reports progress with a file, which the story of the entry keeps and gives back as it was. */
async function progress(clerk: Page, entry: string): Promise<void> {
  await look(clerk, entry);
  await upload(clerk);
  const report = formOf(clerk, "报告进展");
  await expect(report.getByRole("link", { name: PROOF.name })).toBeVisible();
  await look(clerk, entry);
  await report.getByLabel("本次进展").fill(PROGRESS);
  await report.getByLabel("完成比例（自估）").fill("100");
  await press(report, "报告进展");
  await stands(clerk, "整改中");
  const told = clerk.getByRole("listitem").filter({ hasText: PROGRESS });
  const file = told.getByRole("link", { name: PROOF.name });
  const answer = await clerk.request.get(await pathOf(file));
  expect(await answer.body()).toEqual(PROOF.buffer);
}

/** Somebody of the group looks on site at what was done. */
async function verify(member: Page, entry: string, step: string, words: string): Promise<void> {
  await look(member, entry);
  const form = formOf(member, step);
  const seen = form.getByLabel("现场所见");
  if (!(await seen.isVisible())) await unfold(member, step);
  await seen.fill(words);
  await press(form, step);
}

/**
 * The clerk prepares the closure, proved by a file or with the reason why by none; the head signs it, the office accepts
 * the papers.
 */
async function requestClosure(
  entry: string,
  officer: Page,
  clerk: Page,
  head: Page,
  words: string,
  unproved?: string,
): Promise<void> {
  await open(clerk, entry);
  const closure = formOf(clerk, PREPARE);
  const reason = closure.getByLabel("没有证明材料的原因");
  if (unproved) {
    await reason.fill(unproved);
  } else {
    await upload(clerk);
    await expect(closure.getByRole("link", { name: PROOF.name })).toBeVisible();
    await expect(reason).toHaveCount(0);
  }
  await closure.getByLabel("销号申请").fill(words);
  await press(closure, PREPARE);
  await stands(clerk, "待负责人签字");
  await look(head, entry);
  await expect(head.getByText(words).first()).toBeVisible();
  await press(head, "签字并申请销号");
  await stands(head, "申请销号");
  await look(officer, entry);
  await press(officer, "受理材料");
  await stands(officer, "待现场验收");
}

/** An entry of another unit is no page for a unit's people, whose ledger has only their own. */
export async function othersAreHidden(entry: string, other: Page): Promise<void> {
  await look(other, "/ledger");
  await expect(other.getByRole("main").getByText(OTHER_FINDINGS[0].title)).toBeVisible();
  await expect(other.getByRole("main").getByText(FINDINGS[1].title)).toHaveCount(0);
  await open(other, entry);
  await expect(other.getByRole("main").getByRole("heading")).toHaveText("没有找到");
  await axe(other);
}
