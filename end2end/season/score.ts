// Scoring: every indicator of the sheet by each of the group, apart and blind, and the one score that comes of it.

import type { Locator, Page, Response } from "@playwright/test";

import { axe, expect, look, open, press } from "../support.ts";
import { AREAS } from "./unit.ts";

/** An entry that takes or gives points or leaves the indicator out, with its reason and its proof. */
interface Deviation {
  readonly code: string;
  readonly enter: (line: Locator) => Promise<void>;
  readonly reason: string;
  /** The number of the record that proves it. */
  readonly record?: string;
  /** The file that proves it. */
  readonly file?: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
}

const choose = (place: number) => (line: Locator) => line.getByRole("radio").nth(place).check();

const count = (times: number) => async (line: Locator) => {
  await line.getByRole("spinbutton").fill(String(times - 1));
  await line.getByRole("button", { name: "加一次" }).click();
};

const leaveOut = async (line: Locator) => {
  await line.getByText("理由、证据和不适用").click();
  await line.getByLabel("本项不适用").check();
};

const MINUTES = { name: "会议记录复印件.txt", mimeType: "text/plain", buffer: Buffer.from("研究责任清单一次。") };

/** What everybody finds at the visit that is played in full. */
export const FOUND: Deviation[] = [
  { code: "F1.3", enter: count(2), reason: "两项的追责情形没有列出。", record: "7" },
  { code: "F2.1", enter: choose(1), reason: "年度内只研究过一次。", file: MINUTES },
  { code: "F4.4", enter: leaveOut, reason: "没有上级取消或者下放的事项。" },
  { code: "F6.1", enter: count(1), reason: "查询屏的做法由区政府书面推广。", record: "8" },
];

/** What only one of them finds, far from the others. */
export const FOUND_APART: Deviation = {
  code: "F1.1",
  enter: choose(1),
  reason: "专栏里的清单不是审定的版本。",
  record: "1",
};
export const APART = FOUND_APART.code;

/** What is found at the visit that is played in brief. */
export const BRIEFLY_FOUND: Deviation[] = [
  { code: "F4.1", enter: choose(1), reason: "三项没有对应的监管措施。", record: "1" },
  { code: "F5.3", enter: choose(1), reason: "没有延时服务的记录。", record: "2" },
];

/** Fills in the whole sheet, part by part, and hands it in; every indicator without a deviation is faultless. */
export async function score(inspector: Page, visit: string, found: Deviation[]): Promise<void> {
  for (const at of AREAS.keys()) {
    await scoreArea(inspector, `${visit}/score?area=${at + 1}`, found);
    const saved = inspector.waitForResponse((answer) => answer.ok() && isByButton(answer));
    await press(inspector, at + 1 < AREAS.length ? /^保存，下一部分：/ : "保存");
    await saved;
    // What was saved by itself just before may still be on its way, and a page that comes in between is behind it.
    await inspector.waitForLoadState("networkidle");
  }
  await expect(inspector.getByText("全部指标已评。提交后不能再改。")).toBeVisible();
  const handedIn = inspector.waitForResponse((answer) => answer.url().includes("/api/visit/submit_sheet"));
  await press(inspector, "提交打分");
  expect((await handedIn).ok()).toBe(true);
  await expect(inspector.getByRole("button", { name: "提交打分" })).toHaveCount(0);
  await axe(inspector);
}

/** Whether a part was saved by the button, which names the part that is shown then; what is saved by itself names none. */
function isByButton(answer: Response): boolean {
  return answer.url().includes("/api/visit/save_sheet") && /(^|&)next=\d/.test(answer.request().postData() ?? "");
}

/** Whoever has handed in before the others sees nothing of theirs, nor they of this one's. */
export async function blind(inspector: Page): Promise<void> {
  await expect(inspector.getByText("您的打分已提交")).toBeVisible();
  await expect(inspector.getByText("汇总前看不到别人的打分")).toBeVisible();
  await expect(inspector.getByRole("table", { name: "各人打分对照" })).toHaveCount(0);
}

async function scoreArea(inspector: Page, address: string, found: Deviation[]): Promise<void> {
  await open(inspector, address);
  const line = (code: string) => inspector.getByRole("region", { name: new RegExp(`^${code}`) });
  const here: Deviation[] = [];
  for (const deviation of found) if ((await line(deviation.code).count()) > 0) here.push(deviation);
  for (const { code, file } of here) if (file) await prove(inspector, address, line(code), file);
  for (const one of await line("F\\d\\.\\d").all()) await faultless(one);
  for (const deviation of here) await deviate(line(deviation.code), deviation);
  await axe(inspector);
}

async function faultless(line: Locator): Promise<void> {
  const choices = line.getByRole("radio");
  if ((await choices.count()) > 0) await choices.first().check();
  else await line.getByRole("spinbutton").fill("0");
}

async function deviate(line: Locator, { enter, reason, record }: Deviation): Promise<void> {
  await enter(line);
  await line.getByLabel("理由", { exact: true }).fill(reason);
  if (record) await line.getByLabel("以哪条记录为证").selectOption(record);
}

/** Puts a file to an indicator, before anything is typed, for it brings the page anew. */
async function prove(inspector: Page, address: string, line: Locator, file: Deviation["file"]): Promise<void> {
  await line.getByLabel("拍照或选材料").setInputFiles(file ?? []);
  await press(line, "上传");
  const proof = line.getByRole("link", { name: file?.name ?? "" });
  await expect(proof).toBeVisible();
  await open(inspector, address);
  await expect(proof).toBeVisible();
}

/** Where the scorers lie far apart nothing is proposed: the leader decides, and is refused without a reason. */
export async function reconcile(lead: Page, visit: string, apart: string[]): Promise<void> {
  await look(lead, `${visit}/score`);
  if (apart.length === 0) await expect(lead.getByText(/^没有相差超过 2\.00 分的指标/)).toBeVisible();
  else await expect(lead.getByText(`${apart.length} 个指标相差超过 2.00 分，汇总时要写明理由`)).toBeVisible();
  for (const code of apart) {
    const card = lead.locator("section").filter({ has: lead.locator(`[id='i-${code}']`) }).last();
    await expect(card.getByRole("radio", { checked: true })).toHaveCount(0);
    await card.getByRole("radio", { name: "是", exact: true }).check();
    await press(lead, "汇总评分");
    await expect(lead.getByRole("alert").filter({ hasText: `${code}：请说明理由` })).toBeVisible();
    await axe(lead);
    await card.getByLabel("组长的理由").fill("当场比对审定文件，专栏里的就是审定的版本。");
  }
  await press(lead, "汇总评分");
  const result = lead.getByRole("table", { name: "评分结果" });
  await expect(result).toBeVisible();
  for (const area of AREAS.slice(0, 5)) await expect(result).toContainText(area);
  await axe(lead);
}
