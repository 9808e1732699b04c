// The ranking: sent back by the meeting's leader, computed anew, adopted, published to the units themselves.

import type { Page } from "@playwright/test";

import { axe, expect, look, open, press, stands, today } from "../support.ts";
import { UNIT_NAME } from "./unit.ts";

/** Leads the ranking of this year from its return to its publication. */
export async function ranking(officer: Page, leader: Page, clerk: Page): Promise<void> {
  const address = `/ranking/${today().slice(0, 4)}`;
  await look(leader, address);
  await stands(leader, "已提交会议");
  await press(leader, "退回重算");
  const dialog = leader.getByRole("dialog");
  await dialog.getByLabel("理由").fill("本周又有一个单位的检查分锁定，请重新计算。");
  await axe(leader);
  await press(dialog, "退回重算");
  await stands(leader, "试算");

  await look(officer, "/ranking");
  await look(officer, `${address}/workbench`);
  await look(officer, address);
  const computed = officer.waitForResponse((answer) => answer.url().includes("/api/ranking/compute"));
  await press(officer, "重新计算");
  await computed;
  await open(officer, address);
  await press(officer, "提交专题会议");
  await stands(officer, "已提交会议");

  await adopt(leader, address);
  await look(clerk, "/ranking");
  await look(clerk, address);
  await expect(clerk.getByRole("row").filter({ hasText: UNIT_NAME }).first()).toBeVisible();
}

/** Records the special meeting, adopts what it decided, and publishes. */
async function adopt(leader: Page, address: string): Promise<void> {
  await open(leader, address);
  await leader.getByLabel("会议日期").fill(today());
  await leader.getByLabel("参加人员").fill("改革办、编办、司法局负责人，共 5 人");
  await leader.getByLabel("会议记录").fill("会议听取了检查情况汇报，审议了综合排名。");
  await leader.getByLabel("会议决定").fill("同意综合排名，只对本单位公布。");
  await press(leader, "记录专题会议");
  await press(leader, "按会议决定审定");
  await stands(leader, "会议已审定");
  await leader.getByLabel(/^只对本单位/).check();
  await press(leader, "公布");
  await stands(leader, "已公布");
}
