// The ranking: sent back by the meeting's leader, computed anew, adopted, published to the units themselves.

import type { Page } from "@playwright/test";

import { axe, expect, look, open, press, seasonOf, stands, today } from "../support.ts";
import { FILES, importFile, textOf } from "./register.ts";
import type { Unit } from "./unit.ts";

/** The address of the ranking of the season under way. */
export async function rankingOf(page: Page): Promise<string> {
  return `/ranking/${await seasonOf(page)}`;
}

/** Leads the ranking of two units from its computation to its publication. */
export async function ranking(officer: Page, leader: Page, ranked: Unit[]): Promise<void> {
  const address = await rankingOf(officer);
  await look(officer, "/ranking");
  await look(officer, address);
  await stands(officer, "收集成绩");
  await compute(officer, address, "计算排名");
  await look(leader, "/");
  await look(leader, address);
  await stands(leader, "已提交会议");
  await press(leader, "退回重算");
  const dialog = leader.getByRole("dialog");
  await dialog.getByLabel("理由").fill("又有一项整改销号，请重新计算。");
  await axe(leader);
  await press(dialog, "退回重算");
  await stands(leader, "试算");

  await look(officer, `${address}/workbench`);
  await open(officer, address);
  await compute(officer, address, "重新计算");
  await look(leader, address);
  await expect(places(leader)).toHaveCount(ranked.length);
  for (const { shortName } of ranked) {
    await expect(places(leader).filter({ hasText: shortName })).toHaveCount(1);
  }
  await adopt(leader);
}

async function compute(officer: Page, address: string, act: string): Promise<void> {
  const computed = officer.waitForResponse((answer) => answer.url().includes("/api/ranking/compute"));
  await press(officer, act);
  await computed;
  await stands(officer, "试算");
  await open(officer, address);
  await press(officer, "提交专题会议");
  await stands(officer, "已提交会议");
}

/** Records the special meeting, adopts what it decided, and publishes to the units themselves. */
export async function adopt(leader: Page): Promise<void> {
  await leader.getByLabel("会议日期").fill(today());
  await leader.getByLabel("参加人员").fill("改革办、编办、司法局负责人，共 5 人");
  await leader.getByLabel("会议记录").fill("会议听取了检查情况汇报，审议了综合排名。");
  await leader.getByLabel("会议决定").fill("同意综合排名，只对本单位公布。");
  await press(leader, "记录专题会议");
  await expect(leader.getByRole("button", { name: "按会议决定审定", exact: true })).toBeVisible();
  await axe(leader);
  await press(leader, "按会议决定审定");
  await stands(leader, "会议已审定");
  await leader.getByLabel(/^只对本单位/).check();
  await press(leader, "公布");
  await stands(leader, "已公布");
}

/** The places that the page shows. */
export function places(page: Page) {
  return page.getByRole("table", { name: "综合排名表" }).locator("tbody tr");
}

/** What everybody in scope must see alike: each place with its unit, its total and its grade. */
export async function said(page: Page): Promise<string[]> {
  const lines = await places(page).all();
  return Promise.all(
    lines.map(async (line) => {
      const parts = [line.locator(".rk"), line.getByRole("rowheader"), line.locator(".tt"), line.locator(".badge")];
      return (await Promise.all(parts.map((part) => part.innerText()))).join(" ");
    }),
  );
}

/** A unit sees itself and its neighbours, one that was not inspected only why it has no place. */
export async function scope(leader: Page, own: Unit, clerk: Page, neighbour: Page, outside: Page): Promise<void> {
  const address = await rankingOf(leader);
  await look(leader, address);
  const whole = await said(leader);
  const [fingerprint] = await leader.locator(".hash").allInnerTexts();
  for (const page of [clerk, neighbour]) {
    await look(page, "/ranking");
    await look(page, address);
    expect(await said(page)).toEqual(whole);
    await expect(page.locator(".hash").first()).toHaveText(fingerprint ?? "", { useInnerText: true });
    await expect(page.getByText("按公布范围，只列本单位和前后各五名")).toBeVisible();
  }
  await expect(clerk.locator("tr.me")).toContainText(own.shortName);
  // What a neighbour got in each component is not told.
  await expect(places(clerk).filter({ hasNotText: own.shortName })).toContainText("不公开");
  await look(outside, address);
  await expect(places(outside)).toHaveCount(0);
  await expect(outside.getByText("本单位没有参加这次排名，原因见下。")).toBeVisible();
}

/** The register goes on, and what was published stays as it was. */
export async function frozen(officer: Page, own: Unit, readers: Page[]): Promise<void> {
  const address = await rankingOf(officer);
  const before = await Promise.all(readers.map(said));
  const units = await textOf(FILES.units);
  const names = new RegExp(`^(${own.code}),([^,]*),([^,]*)`, "m");
  await importFile(officer, FILES.units, units.replace(names, "$1,$2（新名称）,$3（新）"));
  await look(officer, `/units/${own.code}`);
  await expect(officer.getByRole("heading", { level: 1 })).toContainText("（新名称）");
  for (const [at, page] of readers.entries()) {
    await look(page, address);
    expect(await said(page)).toEqual(before[at]);
  }
}
