// What a season starts from: files that are read, shown before anything changes, and confirmed or discarded.

import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { axe, expect, look, open, press, stands, today } from "../support.ts";

/** The kinds of files, as their fields name them, with what the demo imported of each. */
export const FILES = {
  units: ["受检单位名单", "units.csv"],
  formerNames: ["单位曾用名", "unit_aliases.csv"],
  inspectors: ["检查员名录库", "inspectors.csv"],
  holidays: ["节假日与调休", "holidays.json"],
  standard: ["量化评分标准", "score_standard.csv"],
  form: ["自查表", "self_check_form.csv"],
} as const;

/** A kind of file: what its field names it, and the file of the demo. */
type Kind = (typeof FILES)[keyof typeof FILES];

/** The text of the demo's file of this kind. */
export async function textOf([, file]: Kind): Promise<string> {
  return readFile(new URL(`../../src/demo/data/${file}`, import.meta.url), "utf8");
}

/** Sends a file of this kind from the page of the templates, and waits for what it would change. */
export async function send(officer: Page, kind: Kind, content: string): Promise<void> {
  const [name, file] = kind;
  const field = officer.getByLabel(`选择${name}文件`, { exact: true });
  const mimeType = file.endsWith(".json") ? "application/json" : "text/csv";
  await field.setInputFiles({ name: file, mimeType, buffer: Buffer.from(content) });
  await press(officer.locator("form").filter({ has: field }), "读取并预览");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText(`${name}：导入预览`);
}

/** Imports a file of this kind, after a look at what it changes. */
export async function importFile(officer: Page, kind: Kind, content: string): Promise<void> {
  await open(officer, "/templates");
  await send(officer, kind, content);
  await stands(officer, "待确认");
  await press(officer, "确认导入");
  await expect(officer.getByText("导入完成")).toBeVisible();
}

/** The same file changes nothing, a broken one nothing either. */
export async function register(officer: Page): Promise<void> {
  const there = officer.getByText(/^\d+ 个单位$/);
  await look(officer, "/templates");
  const before = await there.innerText();
  const units = await textOf(FILES.units);

  await send(officer, FILES.units, units);
  await stands(officer, "没有变化");
  await press(officer, "放弃这份文件");
  await expect(officer).toHaveURL(/\/templates$/);

  await open(officer, "/templates");
  await send(officer, FILES.units, units.replace(/^(JSJD01,[^,]*,[^,]*,)[^,]*/m, "$1街道联合会"));
  await stands(officer, "有错误");
  const fault = officer.getByRole("table", { name: "错误" }).getByRole("row").nth(1);
  await expect(fault).toContainText("2");
  await expect(fault).toContainText("单位类别");
  await expect(officer.getByRole("button", { name: "确认导入" })).toHaveCount(0);
  await press(officer, "放弃这份文件");
  await open(officer, "/templates");
  await expect(there).toHaveText(before);
  await workOn(officer, today());
}

interface Year {
  readonly year: number;
  readonly days: readonly { readonly date: string; readonly name: string; readonly off: boolean }[];
}

/** A visit is only on working days: where today is none, the office declares it one, as the State Council does. */
async function workOn(officer: Page, day: string): Promise<void> {
  const year = Number(day.slice(0, 4));
  const tables = JSON.parse(await textOf(FILES.holidays)) as Year[];
  const days = tables.find((table) => table.year === year)?.days ?? [];
  const known = days.find(({ date }) => date === day);
  const weekend = [0, 6].includes(new Date(day).getUTCDay());
  if (known ? !known.off : !weekend) return;
  const rest = days.filter(({ date }) => date !== day);
  const changed = weekend ? [...rest, { date: day, name: "调休", off: false }] : rest;
  await importFile(officer, FILES.holidays, JSON.stringify([{ year, days: changed }]));
  await axe(officer);
}
