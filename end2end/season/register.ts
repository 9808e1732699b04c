// What a season starts from: files that are read, shown before anything changes, and confirmed or discarded.

import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { axe, expect, look, open, press, stands, today } from "../support.ts";
import type { Unit } from "./unit.ts";

/** The kinds of files, as their fields name them, with the file of the demo. */
export const FILES = {
  units: ["被检查单位名单", "units.csv"],
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

/** The unit with this code, by the file. */
export async function unitWith(code: string): Promise<Unit> {
  const line = (await textOf(FILES.units)).split("\n").find((line) => line.startsWith(`${code},`)) ?? "";
  const [, name = "", shortName = ""] = line.split(",");
  return { code, name, shortName };
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
  await axe(officer);
}

/** Everything that a season starts from: a broken file imports nothing, whole ones all, the same again nothing. */
export async function register(officer: Page): Promise<void> {
  const units = await textOf(FILES.units);
  await look(officer, "/templates");
  await sendBroken(officer, units);
  await importFile(officer, FILES.units, units);
  await send(officer, FILES.units, units);
  await stands(officer, "没有变化");
  await press(officer, "放弃这份文件");
  await expect(officer).toHaveURL(/\/templates$/);

  await importFile(officer, FILES.holidays, await holidays());
  for (const kind of [FILES.formerNames, FILES.inspectors, FILES.standard, FILES.form]) {
    await importFile(officer, kind, await textOf(kind));
  }
  await look(officer, "/templates");
  await expect(officer.getByText("还没有导入过")).toHaveCount(0);
  for (const [kind, unit] of COUNTED) {
    const count = (await textOf(kind)).trim().split("\n").length - 1;
    await expect(officer.getByText(`${count} ${unit}`, { exact: true })).toBeVisible();
  }
  for (const list of ["/units", "/inspectors", "/templates/holidays"]) await look(officer, list);
}

/** What there is of a kind is said with these words. */
const COUNTED: [kind: Kind, unit: string][] = [
  [FILES.units, "个单位"],
  [FILES.formerNames, "个曾用名"],
  [FILES.inspectors, "名检查员"],
  [FILES.standard, "项指标"],
  [FILES.form, "个问题"],
];

/** Two faults of a file are told by line and column, and not even its right lines are imported. */
async function sendBroken(officer: Page, units: string): Promise<void> {
  const wrongKind = units.replace(/^(JSJD01,[^,]*,[^,]*,)[^,]*/m, "$1街道联合会");
  await send(officer, FILES.units, wrongKind.replace(/^(JSJD03,[^,]*,[^,]*,[^,]*,.{17})./m, "$1Q"));
  await stands(officer, "有错误");
  const faults = officer.getByRole("table", { name: "错误" }).locator("tbody tr");
  await expect(faults).toHaveCount(2);
  await expect(faults.nth(0)).toContainText(/2.*单位类别/);
  await expect(faults.nth(1)).toContainText(/4.*统一社会信用代码/);
  await expect(officer.getByRole("button", { name: "确认导入" })).toHaveCount(0);
  await press(officer, "放弃这份文件");
  await open(officer, "/templates");
  await expect(officer.getByText("0 个单位", { exact: true })).toBeVisible();
}

interface Year {
  readonly year: number;
  readonly days: readonly { readonly date: string; readonly name: string; readonly off: boolean }[];
}

/** The State Council's holidays, by which today is a working day: a visit is only on working days, and it is today. */
async function holidays(): Promise<string> {
  const day = today();
  const year = Number(day.slice(0, 4));
  const tables = JSON.parse(await textOf(FILES.holidays)) as Year[];
  const days = tables.find((table) => table.year === year)?.days ?? [];
  const rest = days.filter(({ date }) => date !== day);
  const changed = isWeekend(day) ? [...rest, { date: day, name: "调休", off: false }] : rest;
  return JSON.stringify([...tables.filter((table) => table.year !== year), { year, days: changed }]);
}

/** Whether the week ends with this day, whatever the State Council makes of it. */
function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}

/** The next day after today on which nobody works. */
export async function nextDayOff(): Promise<string> {
  const tables = JSON.parse(await textOf(FILES.holidays)) as Year[];
  const worked = new Set(tables.flatMap(({ days }) => days.filter(({ off }) => !off).map(({ date }) => date)));
  for (let ahead = 1; ; ahead++) {
    const day = new Date(Date.parse(today()) + ahead * 86_400_000).toISOString().slice(0, 10);
    if (isWeekend(day) && !worked.has(day)) return day;
  }
}
