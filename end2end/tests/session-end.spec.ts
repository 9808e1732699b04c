// A session that ends while somebody types, or a page that is left for another one, takes nothing of it along: the
// sign-in leads back, and what the server does not have is offered again.

import type { Page } from "@playwright/test";

import { axe, enter, expect, open, openTask, PASSWORD, pathOf, press, test } from "../support.ts";

// What is refused because nobody is signed in any more.
test.use({ expected: [/status of 401 .*\/api\/(self_check\/save_draft|visit\/save_sheet)\)$/] });

/** The saving by itself of a self-check. */
const SAVING = "**/api/self_check/save_draft";

/** Follows the link of the refusal to the sign-in, and comes back. */
async function signInAgain(page: Page, name: string): Promise<void> {
  const left = new URL(page.url());
  await page.getByRole("link", { name: "去登录" }).first().click();
  await page.getByLabel(/^账号/).fill(name);
  await page.getByLabel(/^密码/).fill(PASSWORD);
  await press(page, "登录");
  await expect(page).toHaveURL(left.href);
}

test("what a clerk typed is offered after the session ended, and after a link was followed", async ({ browser }) => {
  const page = await enter(browser, "clerk1");
  await open(page, "/self-check");
  const task = await pathOf(openTask(page));
  await open(page, `${task}?part=1`);
  const field = page.getByLabel(/^Z1\.5\s(?!的备注)/);
  const drawn = await field.inputValue();
  const offer = page.getByText("这里有上次填了没有保存到服务器的内容。");

  await page.context().clearCookies();
  await field.fill("73");
  await expect(page.getByText(/未能保存/)).toBeVisible();
  await signInAgain(page, "clerk1");
  await expect(offer).toBeVisible();
  await expect(field).toHaveValue(drawn);
  await axe(page);
  // The line that says so may stand there from an earlier saving.
  const saved = page.waitForResponse((answer) => answer.url().includes("/api/self_check/save_draft") && answer.ok());
  await press(page, "恢复");
  await expect(field).toHaveValue("73");
  await saved;
  await expect(page.getByText(/^已保存/)).toBeVisible();

  // Nothing reaches the server meanwhile: something else answers in its place.
  await page.route(SAVING, (route) => route.fulfill({ contentType: "text/html", body: "<p>…</p>" }));
  await field.fill("74");
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: /整改台账/ }).click();
  await expect(page).toHaveURL(/\/ledger$/);
  await page.unroute(SAVING);
  await page.goBack();
  await expect(offer).toBeVisible();
  await expect(field).toHaveValue("73");
  await press(page, "恢复");
  await expect(field).toHaveValue("74");
  const kept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("zeqing.draft ")).length);
  await expect.poll(kept).toBe(0);
  await page.reload();
  await expect(field).toHaveValue("74");
  await expect(offer).toBeHidden();
});

test("what a scorer typed is offered after the session ended", async ({ browser }) => {
  const page = await enter(browser, "inspector1");
  const task = page.locator("main li.todo").filter({ hasText: "量化评分" }).first();
  const visit = (await pathOf(task.getByRole("link").first())).replace(/\/score$/, "");
  await open(page, `${visit}/score?area=1`);
  const line = page.getByRole("region", { name: /^F1\.2/ });
  const [events, reason] = [line.getByRole("spinbutton"), line.getByLabel("理由", { exact: true })];
  const words = "比对 20 项，一项与审定版本不一致。";
  const kept = () =>
    page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith("zeqing.form ")).length);

  await events.fill("1");
  await events.blur();
  await expect(page.getByText(/已保存/)).toBeVisible();
  await expect.poll(kept).toBe(0);

  await page.context().clearCookies();
  await line.getByRole("button", { name: "加一次" }).click();
  await expect(events).toHaveValue("2");
  await reason.fill(words);
  await expect(page.getByRole("alert").filter({ hasText: "请先登录" })).toBeVisible();
  await axe(page);
  await signInAgain(page, "inspector1");
  await expect(page.getByText("这里有上次填了没有保存到服务器的内容。")).toBeVisible();
  await expect(events).toHaveValue("1");
  await press(page, "恢复");
  await expect(events).toHaveValue("2");
  await expect(reason).toHaveValue(words);
  await expect.poll(kept).toBe(0);
  await page.reload();
  await expect(events).toHaveValue("2");
  await expect(reason).toHaveValue(words);
  await expect(page.getByText("这里有上次填了没有保存到服务器的内容。")).toBeHidden();
});
