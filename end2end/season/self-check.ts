// A round of self-checks: opened and watched by the office, filled in by the clerk, signed by the head, accepted.

import type { Page } from "@playwright/test";

import { axe, expect, look, open, press, stands, today, unfold } from "../support.ts";
import { figure, follow } from "./figure.ts";
import { AREAS, KIND, OF_KIND, type Unit } from "./unit.ts";

/** An answer of the self-check: the question, its kind, what is entered, and whether a note stands for the proof. */
type Answer = [code: string, kind: "choice" | "field", value: string, note?: string];

const NOTE = "原件存本单位档案室，检查时提供。";

const ANSWERS: Record<number, Answer[]> = {
  1: [
    ["Z1.1", "choice", "是"],
    ["Z1.2", "field", "https://www.jinshui.example.com/zeren"],
    ["Z1.4", "field", today(), NOTE],
    ["Z1.5", "field", "42"],
    ["Z1.6", "choice", "是", NOTE],
    ["Z1.7", "choice", "是", NOTE],
  ],
  2: [
    ["Z2.1", "field", "2", NOTE],
    ["Z2.2", "field", "4", NOTE],
    ["Z2.3", "choice", "是", NOTE],
    ["Z2.4", "choice", "是", NOTE],
    ["Z2.5", "field", "0"],
    ["Z2.6", "choice", "良", NOTE],
    ["Z2.7", "field", "0"],
  ],
  3: [
    ["Z3.1", "choice", "否"],
    ["Z3.2", "field", "0"],
    ["Z3.4", "choice", "否"],
    ["Z3.5", "choice", "否"],
  ],
  4: [
    ["Z4.1", "choice", "是", NOTE],
    ["Z4.2", "field", "42", NOTE],
    ["Z4.3", "field", "100", NOTE],
    ["Z4.5", "choice", "优", NOTE],
  ],
  5: [["Z5.1", "choice", "否"]],
  6: [
    ["Z6.1", "choice", "是", NOTE],
    ["Z6.4", "field", today(), NOTE],
  ],
};

/** The self scores of the six parts. */
const SCORES = ["18", "26", "12", "17", "13", "0"];

const TITLE = "上半年责任清单运行自查";

/** The term of the round in working days. */
const TERM = 10;

/** What the office asks, and of which question. */
export const REMARK = "与区政府网站公示的 43 项不一致，请核对。";
const ASKED = "Z1.5";

/** Opens a round for one kind of units and answers its address. */
export async function openRound(officer: Page): Promise<string> {
  await look(officer, "/");
  await officer.getByRole("link", { name: "准备第一轮自查" }).click();
  const title = officer.getByLabel("轮次名称", { exact: true });
  await expect(title).toBeVisible();
  await axe(officer);
  await title.fill(TITLE);
  const kinds = officer.getByRole("group", { name: /^参加自查的单位类别/ });
  for (const kind of await kinds.getByRole("checkbox").all()) await kind.uncheck();
  await kinds.getByLabel(`${KIND}（${OF_KIND} 个）`).check();
  await officer.getByLabel("填报期限（工作日）").fill(String(TERM + 5));
  await press(officer, "准备这一轮");
  await expect(officer).toHaveURL(/\/self-check\/[^/]+$/);
  await stands(officer, "未开始");
  await officer.getByRole("link", { name: "修改", exact: true }).click();
  await officer.getByLabel("填报期限（工作日）").fill(String(TERM));
  await press(officer, "保存修改");
  await expect(officer.locator(".facts dd", { hasText: new RegExp(`^${TERM}$`) })).toBeVisible();
  await expect(officer.getByText(`今天开始的话，${OF_KIND} 个单位收到任务`)).toBeVisible();
  await press(officer, "开始自查");
  await stands(officer, "填报中");
  await expect(officer.getByText(`剩 ${TERM} 个工作日`).first()).toBeVisible();
  return new URL(officer.url()).pathname;
}

/** Filled in, signed, returned, mended, accepted; watched from the first to the last. */
export async function selfCheck(round: string, unit: Unit, officer: Page, clerk: Page, head: Page): Promise<void> {
  const task = `${round}/${unit.code}`;
  await watch(officer, round, { submitted: 0 });
  await look(clerk, "/");
  await look(clerk, "/self-check");
  await clerk.getByRole("link", { name: TITLE }).click();
  await expect(clerk).toHaveURL(new RegExp(`${task}$`));
  for (const [number, answers] of Object.entries(ANSWERS)) await fillPart(clerk, task, Number(number), answers);
  await expect(clerk.getByText("六个部分都已填完整")).toBeVisible();
  await axe(clerk);
  await handOver(clerk);

  await look(head, "/");
  await sign(head, task);
  await watch(officer, round, { submitted: 1 });
  await sendBack(officer, task);
  await look(clerk, `${task}?part=1`);
  await expect(clerk.getByText(REMARK).first()).toBeVisible();
  await clerk.getByLabel(fieldOf(ASKED)).fill("43");
  await press(clerk, "保存并进入下一部分");
  await expect(clerk).toHaveURL(/part=2$/);
  await look(clerk, `${task}?part=check`);
  await handOver(clerk);

  await sign(head, task);
  await open(officer, task);
  await press(officer, "审核通过");
  await stands(officer, "已通过");
}

/** From the round, one click shows who has submitted, and one who has not, as many as the figures say. */
async function watch(officer: Page, round: string, { submitted }: { submitted: number }): Promise<void> {
  for (const [name, count] of [[/^已提交/, submitted], [/^未提交/, OF_KIND - submitted]] as const) {
    await open(officer, round);
    expect(await follow(officer, figure(officer, name))).toBe(count);
  }
}

/** The field of a question, and not that of its note. */
export function fieldOf(code: string): RegExp {
  return new RegExp(`^${code.replace(".", "\\.")}\\s(?!的备注)`);
}

/** Answers a part, with a file in the first, and goes on to the next. */
async function fillPart(clerk: Page, task: string, number: number, answers: Answer[]): Promise<void> {
  await look(clerk, `${task}?part=${number}`);
  if (number === 1) await attach(clerk, `${task}?part=${number}`);
  if (number === AREAS.length) await keepsItself(clerk, `${task}?part=${number}`);
  for (const answer of answers) await fill(clerk, answer);
  await clerk.getByLabel(`本部分自评分：${AREAS[number - 1]}`).fill(SCORES[number - 1] ?? "");
  await press(clerk, number === AREAS.length ? "保存并检查" : "保存并进入下一部分");
  await expect(clerk).toHaveURL(number === AREAS.length ? /part=check$/ : new RegExp(`part=${number + 1}$`));
}

/** What is typed is kept without a press of any button. */
async function keepsItself(clerk: Page, part: string): Promise<void> {
  const [words, answer] = [clerk.getByLabel(fieldOf("Z6.3")), "建议统一制作公示栏的样式。"];
  const saved = clerk.waitForResponse((answer) => answer.url().includes("/api/self_check/save") && answer.ok());
  await words.fill(answer);
  await saved;
  await open(clerk, part);
  await expect(words).toHaveValue(answer);
}

async function attach(clerk: Page, part: string): Promise<void> {
  const buffer = Buffer.from("责任清单公示专栏，2026 版。");
  const file = { name: "公示网页截图.txt", mimeType: "text/plain", buffer };
  await clerk.getByLabel("证明材料：网页截图").first().setInputFiles(file);
  await clerk.getByRole("button", { name: "上传所选文件" }).first().click();
  await expect(clerk.getByRole("link", { name: file.name })).toBeVisible();
  await open(clerk, part);
}

async function fill(clerk: Page, [code, kind, value, note]: Answer): Promise<void> {
  const label = fieldOf(code);
  const choices = clerk.getByRole("radiogroup", { name: label });
  if (kind === "choice") await choices.getByLabel(value, { exact: true }).check();
  else await clerk.getByLabel(label).fill(value);
  if (note === undefined) return;
  const field = clerk.getByLabel(`${code} 的备注`);
  await clerk.locator("details").filter({ has: field }).locator("summary").click();
  await field.fill(note);
}

async function handOver(clerk: Page): Promise<void> {
  await press(clerk, "送负责人签字");
  await stands(clerk, "待负责人签字");
}

async function sign(head: Page, task: string): Promise<void> {
  await look(head, task);
  await head.getByRole("checkbox").check();
  await press(head, "签字并提交");
  await stands(head, "已提交");
}

/** The office returns what was handed in, with a remark on one question. */
export async function sendBack(officer: Page, task: string): Promise<void> {
  await look(officer, task);
  const asked = officer.locator(`[id='q-${ASKED}']`);
  await unfold(asked, "写意见");
  await asked.getByLabel(`对 ${ASKED} 的意见`).fill(REMARK);
  await press(officer, "退回补充");
  await stands(officer, "已退回");
}
