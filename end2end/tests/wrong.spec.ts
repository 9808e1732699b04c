// What is wrong with a field is said beside it as it is left, in the language of the page, and said again on sending.

import { axe, enter, expect, formOf, open, press, test } from "../support.ts";

test("a field says what is wrong with it as it is left, and until it is mended", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/self-check");
  const form = formOf(page, "准备这一轮");
  const days = form.getByLabel("填报期限（工作日）");
  await days.fill("0");
  await days.blur();
  await expect(form.getByText("不能小于 1")).toBeVisible();
  await expect(days).toHaveAttribute("aria-invalid", "true");
  await axe(page);
  await days.fill("251");
  await expect(form.getByText("不能大于 250")).toBeVisible();
  await days.fill("10");
  await expect(form.getByText(/^不能/)).toHaveCount(0);

  // Nothing is said of an empty field before the form is sent; then all is said at once, with the ways to the fields.
  const title = form.getByLabel("轮次名称");
  await title.fill("");
  await title.blur();
  await expect(form.getByText("请填写", { exact: true })).toHaveCount(0);
  await days.fill("0");
  await press(form, "准备这一轮");
  await expect(form.getByText("请填写", { exact: true })).toBeVisible();
  await expect(form.getByText("不能小于 1", { exact: true })).toBeVisible();
  const summary = form.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("listitem")).toHaveText(["轮次名称：请填写", "填报期限（工作日）：不能小于 1"]);
  await axe(page);
  await summary.getByRole("link", { name: /^轮次名称/ }).click();
  await expect(title).toBeFocused();
  await expect(page).toHaveURL(/\/self-check#f-title$/);

  // It keeps its links while the fields are mended, and the focus stays with who mends them.
  await title.fill("一轮");
  await expect(title).toBeFocused();
  await expect(summary.getByRole("listitem")).toHaveCount(2);
  await expect(form.getByText("请填写", { exact: true })).toHaveCount(0);
});
