// The rows of the list of people: what is refused in one stands there, and what is done in another leaves it standing. And
// the file of people: its page shows what is wrong, or a slip for each, which alone is printed.

import type { Locator, Page } from "@playwright/test";

import { axe, enter, expect, open, press, test } from "../support.ts";

test.use({ expected: [/status of 422 .*\/api\/account\/(assign_role|reset_password)\)$/] });

/** The row of this account, with its forms shown. */
async function opened(page: Page, account: string): Promise<Locator> {
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: account, exact: true }) });
  await row.locator("summary").click();
  return row;
}

test("a role that is refused is told in the row of the person, and its summary leads to the field", async ({ browser }) => {
  const page = await enter(browser, "secadmin");
  await open(page, "/admin/people");
  await opened(page, "officer");
  const row = await opened(page, "legal");
  await row.getByLabel("角色", { exact: true }).selectOption({ label: "单位负责人" });
  await row.getByLabel("理由", { exact: true }).fill("试一试");
  await press(row, "调整角色");
  await expect(page.getByRole("alert")).toHaveCount(1);
  await row.getByRole("alert").getByRole("link", { name: /单位编码/ }).click();
  const unit = row.getByLabel("单位编码", { exact: true });
  await expect(unit).toBeFocused();
  await expect(unit).toHaveAttribute("aria-invalid", "true");
  await axe(page);
});

test("a number that another account holds is refused with whose it is", async ({ browser }) => {
  const page = await enter(browser, "secadmin");
  await open(page, "/admin/people");
  const number = await (await opened(page, "inspector1")).getByLabel("检查员工号", { exact: true }).inputValue();
  const row = await opened(page, "legal");
  await row.getByLabel("角色", { exact: true }).selectOption({ label: "检查组成员" });
  await row.getByLabel("检查员工号", { exact: true }).fill(number);
  await row.getByLabel("理由", { exact: true }).fill("试一试");
  await press(row, "调整角色");
  await expect(row.getByRole("alert")).toContainText("这个工号已在账号 inspector1 名下");
});

test("what is done in one row leaves what was refused in another", async ({ browser }) => {
  const page = await enter(browser, "sysadmin");
  await open(page, "/admin/people");
  const refused = await opened(page, "legal");
  await refused.getByLabel("一次性密码", { exact: true }).fill("short");
  await press(refused, "发放新的一次性密码");
  await expect(refused.getByRole("alert")).toBeVisible();
  for (const [button, state] of [["停用账号", "已停用"], ["恢复使用", "可用"]] as const) {
    const row = await opened(page, "inspector3");
    await press(row, button);
    await expect(row.getByText(state, { exact: true })).toBeVisible();
  }
  await expect(refused.getByRole("alert")).toBeVisible();
  await expect(refused.getByLabel("一次性密码", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await axe(page);
});

test("a file of people shows what is wrong with it, or a slip for each person, and only the slips are printed", async ({ browser }) => {
  const page = await enter(browser, "sysadmin");
  const send = async (unit: string) => {
    await open(page, "/admin/people");
    await page.getByRole("link", { name: "批量导入人员", exact: true }).click();
    const text = `账号,姓名,角色,单位编码,检查员工号\nnew.clerk,张三,单位填报人,${unit},\n`;
    const file = { name: "人员.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
    await page.getByLabel("选择人员文件", { exact: true }).setInputFiles(file);
    await press(page, "读取并预览");
    await expect(page.getByRole("heading", { level: 1, name: "人员导入预览" })).toBeVisible();
  };

  const discard = async () => {
    await press(page, "放弃这份文件");
    await expect(page.getByRole("heading", { level: 1, name: "批量导入人员" })).toBeVisible();
  };

  await send("JSJD99");
  await expect(page.getByRole("row").filter({ hasText: "单位编码" })).toContainText("没有“JSJD99”");
  await axe(page);
  await discard();

  await send("JSJD02");
  const slip = page.getByRole("list", { name: "一次性密码" }).getByRole("listitem");
  await expect(slip).toContainText("new.clerk");
  await expect(page.getByRole("link", { name: "下载一次性密码", exact: true })).toHaveAttribute("download", "一次性密码.csv");
  await axe(page);
  await page.emulateMedia({ media: "print" });
  await expect(slip).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeHidden();
  await expect(page.getByText("我已经打印或下载了本页的一次性密码")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await discard();
});
