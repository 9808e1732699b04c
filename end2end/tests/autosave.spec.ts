// Saving by itself beside the buttons: what a button has sent is not sent once more behind it, and what it could not
// send is.

import { setTimeout as wait } from "node:timers/promises";

import type { Browser, Locator, Page } from "@playwright/test";

import { enter, expect, open, openTask, test } from "../support.ts";

const SAVING = "/api/self_check/save_draft";

// The network that is lost for one saving.
test.use({ expected: [/net::ERR_FAILED .*\/api\/self_check\/save_draft\)$/] });

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
