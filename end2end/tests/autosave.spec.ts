// Saving by itself beside the buttons: what a button has sent is not sent once more behind it, and what it could not
// send is. What a colleague has saved meanwhile is not written over.

import { setTimeout as wait } from "node:timers/promises";

import type { Browser, Locator, Page } from "@playwright/test";

import { axe, enter, expect, open, openTask, press, test } from "../support.ts";

const SAVING = "/api/self_check/save_draft";

// The network that is lost for one saving, and what comes too late.
test.use({ expected: [/(net::ERR_FAILED|status of 409) .*\/api\/self_check\/save_draft\)$/] });

/** The first part of the clerk's self-check, and one of its numbers. */
async function firstPart(browser: Browser): Promise<[Page, Locator]> {
  const page = await enter(browser, "clerk1");
  await open(page, "/self-check");
  const task = (await openTask(page).getAttribute("href")) ?? "";
  await open(page, `${task}?part=1`);
  return [page, page.getByLabel(/^Z1\.5\s(?!的备注)/)];
}

async function countUp(field: Locator): Promise<string> {
  const next = String(Number(await field.inputValue()) + 1);
  await field.fill(next);
  return next;
}

/** How many drafts the browser keeps. */
async function drafts(page: Page): Promise<number> {
  return page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("zeqing.draft ")).length);
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "保存并进入下一部分", exact: true }).click();
}

test("a part that was left by its button saves nothing more by itself", async ({ browser }) => {
  const [page, field] = await firstPart(browser);
  let savings = 0;
  page.on("request", (request) => (savings += Number(request.url().includes(SAVING))));
  // The next part comes late, so that this one still stands when the pause after the last letter is over.
  await page.route("**/api/self_check/submission*", async (route) => {
    await wait(4000);
    await route.continue();
  });
  await countUp(field);
  await goOn(page);
  await expect(page).toHaveURL(/part=2$/);
  await expect(page.getByRole("heading", { name: /^第 2 部分/ }).first()).toBeVisible();
  expect(savings).toBe(1);
});

test("what a button could not save is saved by itself", async ({ browser }) => {
  const [page, field] = await firstPart(browser);
  await page.route(`**${SAVING}`, (route) => route.abort(), { times: 1 });
  const typed = await countUp(field);
  const saved = page.waitForResponse((answer) => answer.url().includes(SAVING) && answer.ok());
  await goOn(page);
  await saved;
  await page.reload();
  await expect(field).toHaveValue(typed);
});

test("what is typed back to what was drawn is kept too, for the server has something else", async ({ browser }) => {
  const [page, field] = await firstPart(browser);
  const drawn = await field.inputValue();
  const saved = () => page.waitForResponse((answer) => answer.url().includes(SAVING) && answer.ok());
  const first = saved();
  const typed = await countUp(field);
  await first;
  await expect.poll(() => drafts(page)).toBe(0);

  await page.route(`**${SAVING}`, (route) => route.abort());
  await field.fill(drawn);
  await expect(page.getByText(/^未能保存/)).toBeVisible();
  expect(await drafts(page)).toBe(1);
  await page.unroute(`**${SAVING}`);
  await page.reload();
  await expect(field).toHaveValue(typed);
  const second = saved();
  await press(page, "恢复");
  await expect(field).toHaveValue(drawn);
  await second;
  await expect.poll(() => drafts(page)).toBe(0);
});

test("a page that is drawn again shows what a colleague has saved over one's own", async ({ browser }) => {
  const [page, field] = await firstPart(browser);
  const drawn = await field.inputValue();
  const saved = (of: Page) => of.waitForResponse((answer) => answer.url().includes(SAVING) && answer.ok());
  const mine = saved(page);
  await countUp(field);
  await mine;
  await expect.poll(() => drafts(page)).toBe(0);
  // The colleague puts back what this page was drawn with.
  const [other, same] = await firstPart(browser);
  const theirs = saved(other);
  await same.fill(drawn);
  await theirs;

  // A file that came in has the page drawn again where it stands.
  const file = { name: "演示-公示栏.txt", mimeType: "text/plain", buffer: Buffer.from("责任清单公示栏。") };
  await page.getByLabel("证明材料：网页截图").first().setInputFiles(file);
  await page.getByRole("button", { name: "上传所选文件" }).first().click();
  await expect(page.getByRole("link", { name: file.name }).first()).toBeVisible();
  await expect(field).toHaveValue(drawn);
});

test("a sign-out asks before it takes what the server does not have", async ({ browser }) => {
  const [page, field] = await firstPart(browser);
  await page.route(`**${SAVING}`, (route) => route.abort());
  await countUp(field);
  await expect(page.getByText(/^未能保存/)).toBeVisible();
  expect(await drafts(page)).toBe(1);

  const question = page.getByRole("dialog", { name: "有内容尚未保存" });
  const signOut = () => page.getByText("退出", { exact: true }).evaluate((button: HTMLElement) => button.click());
  await signOut();
  await expect(question).toBeVisible();
  await axe(page);
  await question.getByRole("button", { name: "先不退出" }).click();
  await expect(question).toBeHidden();
  await expect(field).toBeVisible();
  expect(await drafts(page)).toBe(1);
  await signOut();
  await question.getByRole("button", { name: "退出，不再保留" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await drafts(page)).toBe(0);
});

test("between a colleague's answers and one's own is chosen question by question", async ({ browser }) => {
  const [[page], [other, same]] = [await firstPart(browser), await firstPart(browser)];
  const taken = other.waitForResponse((answer) => answer.url().includes(SAVING) && answer.ok());
  const theirs = await countUp(same);
  await taken;

  // By role, for the buttons that choose are named after the fields.
  const field = page.getByRole("spinbutton", { name: /^Z1\.5/ });
  const score = page.getByRole("spinbutton", { name: /^本部分自评分/ });
  const mine = String(Number(theirs) + 5);
  await field.fill(mine);
  const points = (await score.inputValue()) === "1.25" ? "1.5" : "1.25";
  await score.fill(points);
  await page.getByText(/^未能保存/).getByRole("link", { name: "重新载入" }).click();
  await expect(page.getByText(/此后有人保存过同一份内容/)).toBeVisible();
  await expect(field).toHaveValue(theirs);
  const both = page.getByRole("listitem").filter({ hasText: /^Z1\.5/ });
  await expect(both).toContainText(theirs);
  await expect(both).toContainText(mine);
  await axe(page);

  const saved = page.waitForResponse((answer) => answer.url().includes(SAVING) && answer.ok());
  await press(page, /^Z1\.5.*用现在的$/);
  await press(page, /^本部分自评分.*用我填写的$/);
  await expect(page.getByText(/此后有人保存过同一份内容/)).toBeHidden();
  await saved;
  await page.reload();
  await expect(field).toHaveValue(theirs);
  await expect(score).toHaveValue(points);
});
