// The templates are edited in the browser: each change makes a new edition, and the earlier one stays as it was.

import type { Page } from "@playwright/test";

import { axe, expect, look, press, stands } from "../support.ts";

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
}
