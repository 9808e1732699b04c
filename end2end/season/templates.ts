// The templates are edited in the browser: each change makes a new edition, and the earlier one stays as it was.

import type { Page } from "@playwright/test";

import { axe, expect, look, open, press, stands, unfold } from "../support.ts";

const STANDARD = "/templates/score-standard";
const FORM = "/templates/self-check-form";

/** What the office adds to a question. */
const HINT = "只数主项，不数子项，单位：项；按区政府网站公示的数填写";

/** One point moves from an indicator to another, and a question is explained better. */
export async function templates(officer: Page): Promise<void> {
  await look(officer, `${STANDARD}/1`);
  await officer.getByRole("link", { name: "修改分值" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("修改分值");
  await axe(officer);
  for (const [code, points] of [["F1.2", "4"], ["F1.3", "4"]]) {
    for (const field of ["分值", "封顶分值"]) {
      await officer.getByLabel(`${code} ${field}`, { exact: true }).fill(points ?? "");
    }
  }
  await press(officer, "保存为新版本");
  await expect(officer).toHaveURL(new RegExp(`${STANDARD}/2$`));
  await stands(officer, "现行");
  await look(officer, `${STANDARD}/1`);
  await stands(officer, "旧版本");

  await look(officer, `${FORM}/1`);
  await look(officer, `${FORM}/1/Z1.5`);
  await officer.getByLabel("提示").fill(HINT);
  await press(officer, "保存为新版本");
  await expect(officer).toHaveURL(new RegExp(`${FORM}/2$`));
  await stands(officer, "现行");
  await expect(officer.getByRole("row").filter({ hasText: "Z1.5" })).toContainText(HINT);
  await lines(officer);
}

/** An indicator and a question come and go again, so that what is scored and asked stays as it was. */
async function lines(officer: Page): Promise<void> {
  await open(officer, `${STANDARD}/2`);
  await officer.getByRole("link", { name: "增加指标" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("增加指标");
  await axe(officer);
  await officer.getByLabel("所属部分").selectOption({ label: "公示" });
  await officer.getByLabel("指标", { exact: true }).fill("清单附有办事指南");
  await officer.getByLabel("计分规则").fill("附有的得 1 分，没有的不得分");
  await officer.getByLabel("计分方式").selectOption({ label: "是否" });
  await officer.getByLabel("分值", { exact: true }).fill("1");
  await press(officer, "保存为新版本");
  // Nobody said yet whose point it is.
  await expect(officer.getByRole("alert")).toContainText("分值从哪项指标划出");
  await axe(officer);
  await officer.getByLabel("分值从哪项指标划出").selectOption("F1.1");
  await press(officer, "保存为新版本");
  await expect(officer).toHaveURL(new RegExp(`${STANDARD}/3$`));
  await expect(officer.getByRole("row").filter({ hasText: "F1.7" })).toContainText("1.00");
  await axe(officer);

  await look(officer, `${STANDARD}/3/F1.7`);
  await unfold(officer, "停用本指标");
  await officer.getByLabel("分值划给哪项指标").selectOption("F1.1");
  await axe(officer);
  await press(officer, "停用并保存为新版本");
  await expect(officer).toHaveURL(new RegExp(`${STANDARD}/4$`));
  await expect(officer.getByRole("row").filter({ hasText: "F1.7" })).toHaveCount(0);
  await axe(officer);

  await open(officer, `${FORM}/2`);
  await officer.getByRole("link", { name: "增加问题" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("增加问题");
  await axe(officer);
  await officer.getByLabel("所属部分").selectOption({ label: "其他" });
  await officer.getByLabel("问题", { exact: true }).fill("对检查工作的意见");
  await press(officer, "保存为新版本");
  await expect(officer).toHaveURL(new RegExp(`${FORM}/3$`));
  await axe(officer);
  await officer.getByRole("link", { name: /对检查工作的意见/ }).click();
  await unfold(officer, "停用本问题");
  await axe(officer);
  await press(officer, "停用并保存为新版本");
  await expect(officer).toHaveURL(new RegExp(`${FORM}/4$`));
  await expect(officer.getByRole("row").filter({ hasText: "Z6.5" })).toHaveCount(0);
  await axe(officer);
}
