// The clerk's and the head's main work in a browser without scripts: every page comes whole from the server, and every
// form is sent by the browser itself.

import type { Browser, Page } from "@playwright/test";

import { expect, fits, openTask, PASSWORD, pathOf, press, signIn, test } from "../support.ts";

// The browser's half of the program is fetched ahead of a script that then does not come; and a button opens its dialog
// in two ways, of which a script would take one away.
test.use({ expected: [/was preloaded using link preload but not used|popovertarget is ignored on elements/] });

const REASON = "事项数请再核一遍。";

/** A window without scripts, signed in. */
async function enterPlainly(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, name, PASSWORD);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^等我办理 \d+ 件$/);
  return page;
}

/** The record's state beside the title of its page. */
async function isNow(page: Page, state: string): Promise<void> {
  await expect(page.locator("main .title .badge")).toHaveText(state);
  await fits(page);
}

async function signOut(page: Page): Promise<void> {
  await page.locator(".top details").last().locator("summary").click();
  await press(page, "退出");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/self-check");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
}

test("without scripts a clerk fills in a part and hands it to the head, who hands it back", async ({ browser }) => {
  const clerk = await enterPlainly(browser, "clerk1");
  await clerk.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: /自查/ }).click();
  const task = await pathOf(openTask(clerk));

  await test.step("the clerk answers a part and goes on", async () => {
    await clerk.goto(`${task}?part=1`);
    const count = clerk.getByLabel(/^Z1\.5\s(?!的备注)/);
    await count.fill("61");
    await press(clerk, "保存并进入下一部分");
    await expect(clerk).toHaveURL(/part=2$/);
    await fits(clerk);
    await clerk.getByRole("link", { name: "上一部分" }).click();
    await expect(count).toHaveValue("61");
  });

  await test.step("the clerk hands it over", async () => {
    await clerk.goto(`${task}?part=check`);
    await press(clerk, "送负责人签字");
    await isNow(clerk, "待负责人签字");
    await signOut(clerk);
  });

  await test.step("the head hands it back", async () => {
    const head = await enterPlainly(browser, "head1");
    await head.goto(task);
    await press(head, "退给填报人");
    const dialog = head.getByRole("dialog", { name: "退给填报人修改" });
    const reason = dialog.getByLabel("退回理由");
    await reason.fill("  ");
    await press(dialog, "退给填报人");
    // Refused, the dialog stands open on its page, with what was typed.
    await expect(reason).toHaveValue("  ");
    await expect(dialog.getByRole("alert")).toContainText("退回理由");
    await fits(head);
    await reason.fill(REASON);
    await press(dialog, "退给填报人");
    await isNow(head, "填写中");
    await expect(head.getByText(REASON).first()).toBeVisible();
    await signOut(head);
  });
});

test("without scripts a form that is refused stands as it was sent", async ({ browser }) => {
  const officer = await enterPlainly(browser, "officer");
  await officer.goto("/self-check");
  const title = officer.getByLabel("轮次名称");
  const season = officer.getByLabel("年度", { exact: true });
  const kinds = officer.getByRole("group", { name: "参加自查的单位类别" }).getByRole("checkbox");
  await title.fill("“秋季” & <补报>");
  await season.fill("2026 年");
  await kinds.first().uncheck();
  await press(officer, "准备这一轮");
  await expect(officer.getByRole("alert")).toContainText("只能用字母、数字");
  await expect(title).toHaveValue("“秋季” & <补报>");
  await expect(season).toHaveValue("2026 年");
  await expect(kinds.first()).not.toBeChecked();
  await expect(kinds.nth(1)).toBeChecked();
  await fits(officer);
  await officer.goto("/self-check");
  await expect(title).not.toHaveValue("“秋季” & <补报>");
});
