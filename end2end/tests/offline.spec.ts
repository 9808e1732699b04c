// The network goes and comes back while somebody works.

import type { Browser, Locator, Page } from "@playwright/test";

import { axe, enter, expect, open, openTask, openWithClock, pathOf, seasonOf, test } from "../support.ts";

// A page that has shown no icon yet cannot fetch the one beside the words, and what is typed meanwhile cannot be saved.
test.use({ expected: [/net::ERR_INTERNET_DISCONNECTED .*\/(icons\.svg|api\/.*\/save_(draft|sheet))/] });

test("a lost network is told of until it is back", async ({ browser }) => {
  const page = await enter(browser, "clerk1");
  await open(page, "/");
  const told = page.getByRole("status").filter({ hasText: "网络已断开" });
  await expect(told).toHaveCount(0);
  await page.context().setOffline(true);
  await expect(told).toBeVisible();
  await axe(page);
  await page.context().setOffline(false);
  await expect(told).toHaveCount(0);
});

test("the page of a draw tells of a lost network, and of a session that is about to end", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await openWithClock(page, `/plans/P-${await seasonOf(page)}-01/draw`);
  const told = page.getByRole("status").filter({ hasText: "网络已断开" });
  await page.context().setOffline(true);
  await expect(told).toBeVisible();
  await axe(page);
  await page.context().setOffline(false);
  await expect(told).toHaveCount(0);
  await page.clock.fastForward("27:00");
  await expect(page.getByText("登录即将结束")).toBeVisible();
  await axe(page);
});

/** A page with a field of it, and what it does not hold yet. */
interface Typing {
  page: Page;
  field: Locator;
  typed: string;
}

/** A clerk before an answer of their self-check. */
async function answering(browser: Browser): Promise<Typing> {
  const page = await enter(browser, "clerk1");
  await open(page, "/self-check");
  await open(page, `${await pathOf(openTask(page))}?part=1`);
  const field = page.getByLabel(/^Z1\.5\s(?!的备注)/);
  return { page, field, typed: String(Number(await field.inputValue()) + 1) };
}

/** A scorer before the events of an indicator. */
async function scoring(browser: Browser): Promise<Typing> {
  const page = await enter(browser, "inspector1");
  const task = page.locator("main li.todo").filter({ hasText: "量化评分" }).first();
  const visit = (await pathOf(task.getByRole("link").first())).replace(/\/score$/, "");
  await open(page, `${visit}/score?area=1`);
  const field = page.getByRole("region", { name: /^F1\.2/ }).getByRole("spinbutton");
  return { page, field, typed: (await field.inputValue()) === "2" ? "1" : "2" };
}

test("what a clerk typed without the network is saved by itself once it is back", async ({ browser }) => {
  const { page, field, typed } = await answering(browser);
  await page.context().setOffline(true);
  await field.fill(typed);
  await expect(page.getByText(/^未能保存/)).toBeVisible();
  const saved = page.waitForResponse((answer) => answer.url().includes("/api/self_check/save_draft") && answer.ok());
  await page.context().setOffline(false);
  await saved;
  await expect(page.getByText(/^未能保存/)).toBeHidden();
  await page.reload();
  await expect(field).toHaveValue(typed);
});

test("what a scorer noted without the network is saved by itself once it is back", async ({ browser }) => {
  const { page, field, typed } = await scoring(browser);
  const refusal = page.getByRole("alert").filter({ hasText: "连不上服务器" });
  await page.context().setOffline(true);
  await field.fill(typed);
  await field.blur();
  await expect(refusal).toBeVisible();
  const saved = page.waitForResponse((answer) => answer.url().includes("/api/visit/save_sheet") && answer.ok());
  await page.context().setOffline(false);
  await saved;
  await expect(refusal).toBeHidden();
  await page.reload();
  await expect(field).toHaveValue(typed);
});

/** Holds the next saving back until what this gives is called: then it fails, as one that was on its way too early. */
async function failing(page: Page, saving: string): Promise<() => void> {
  let fail = () => {};
  const held = new Promise<void>((resolve) => (fail = resolve));
  await page.route(
    `**${saving}`,
    async (route) => {
      await held;
      await route.abort("internetdisconnected");
    },
    { times: 1 },
  );
  return fail;
}

const backOnline = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("online")));

test("what a clerk typed is saved by itself where its saving failed only after the network was back", async ({ browser }) => {
  const { page, field, typed } = await answering(browser);
  const saving = "/api/self_check/save_draft";
  const fail = await failing(page, saving);
  const asked = page.waitForRequest((request) => request.url().includes(saving));
  await field.fill(typed);
  await asked;
  await backOnline(page);
  const saved = page.waitForResponse((answer) => answer.url().includes(saving) && answer.ok());
  fail();
  await saved;
  await expect(page.getByText(/^未能保存/)).toBeHidden();
  await page.reload();
  await expect(field).toHaveValue(typed);
});

test("what a scorer noted is saved by itself where its saving failed only after the network was back", async ({ browser }) => {
  const { page, field, typed } = await scoring(browser);
  const saving = "/api/visit/save_sheet";
  const fail = await failing(page, saving);
  const asked = page.waitForRequest((request) => request.url().includes(saving));
  await field.fill(typed);
  await field.blur();
  await asked;
  await backOnline(page);
  const saved = page.waitForResponse((answer) => answer.url().includes(saving) && answer.ok());
  fail();
  await saved;
  await expect(page.getByRole("alert").filter({ hasText: "连不上服务器" })).toBeHidden();
  await page.reload();
  await expect(field).toHaveValue(typed);
});
