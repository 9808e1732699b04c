// The people of a unit on their phones, in English: the self-check from what is typed to the head's signature, the
// notice of a visit and its feedback, the ledger. Nothing scrolls sideways. The offices are at their desks.

import { setTimeout as wait } from "node:timers/promises";

import type { Browser, Locator, Page } from "@playwright/test";

import { arrive, CHOSEN, clerkOf, createPerson, headOf, inspector, type Person } from "../season/people.ts";
import { REMARK, sendBack } from "../season/self-check.ts";
import { feedBackOrally } from "../season/visit.ts";
import {
  axe,
  enter,
  expect,
  fits,
  formOf,
  open,
  openTask,
  PASSWORD,
  pathOf,
  press,
  signIn,
  test,
  unfold,
} from "../support.ts";

const PHONE = { locale: "en-US", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** What proves an answer of the self-check. */
const EVIDENCE = { name: "disclosure-page.txt", mimeType: "text/plain", buffer: Buffer.from("The list, edition 2026.") };

/** What proves the progress. */
const PROOF = { name: "training-record.txt", mimeType: "text/plain", buffer: Buffer.from("Everybody has signed in.") };

/** Looks at the page as it stands: one heading, English words, no barrier, and nothing wider than the screen. */
async function passes(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  // What people have written is Chinese, but never what names an act, a fact or a column; a button may name a file of the
  // demo.
  const words = page.getByRole("main").locator("button, summary, dt, thead th").filter({ hasNotText: /演示-/ });
  await expect.soft(words.filter({ hasText: /\p{Script=Han}/u }), `Chinese on ${page.url()}`).toHaveCount(0);
  await fits(page);
  await axe(page);
}

/** Opens a page and looks at it. */
async function visits(page: Page, address: string): Promise<void> {
  await open(page, address);
  await passes(page);
}

/** Waits until the record has this state beside the title of its page, and looks at the page. */
async function becomes(page: Page, state: string): Promise<void> {
  await expect(page.locator("main .title .badge")).toHaveText(state);
  await passes(page);
}

/** The phone of a person, signed in, in English. */
async function phone(browser: Browser, name: string, password = PASSWORD): Promise<Page> {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await open(page, "/sign-in");
  await press(page, "English");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await passes(page);
  await signIn(page, name, password);
  return page;
}

/** The phone of somebody who is new at a unit, and chooses a password first of all. */
async function newPhone(browser: Browser, admin: Page, person: Person): Promise<Page> {
  const once = await createPerson(admin, person);
  const page = await phone(browser, person.account, once);
  await visits(page, "/calendar");
  await expect(page.getByText("Change your password first")).toBeVisible();
  await page.getByLabel("Current password", { exact: true }).fill(once);
  await page.getByLabel("New password", { exact: true }).fill(CHOSEN);
  await page.getByLabel("Repeat the new password", { exact: true }).fill(CHOSEN);
  await press(page, "Change password");
  await expect(page.getByText("Password changed")).toBeVisible();
  await passes(page);
  return page;
}

/** Follows the line of what waits for a person, at their home. */
async function takesUp(page: Page, task: string): Promise<void> {
  await visits(page, "/");
  await page.getByRole("main").getByRole("link", { name: new RegExp(`^${task}: `) }).first().click();
  await expect(page).not.toHaveURL(/\/$/);
  await passes(page);
}

/** Has a file taken from the page as it stands, and finds it again as it was. */
async function puts(page: Page, file: typeof PROOF, field: Locator, button: Locator): Promise<void> {
  await field.setInputFiles(file);
  await button.click();
  const kept = page.getByRole("link", { name: file.name });
  await expect(kept).toBeVisible();
  await passes(page);
  const answer = await page.request.get(await pathOf(kept));
  expect(await answer.body()).toEqual(file.buffer);
}

test("a clerk fills in the self-check, and the head signs it, on phones", async ({ browser }) => {
  const page = await phone(browser, "clerk1");
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^\d+ tasks? waiting for me$/);
  await passes(page);

  await test.step("the search opens over the bar, and leaves it again", async () => {
    const menu = page.getByRole("button", { name: "Open the menu" });
    const box = page.getByRole("combobox", { name: /^Search/ });
    for (const chooses of [false, true]) {
      await box.tap();
      await box.fill("JSJD01");
      const first = page.getByRole("option").first();
      await expect(first).toBeVisible();
      await passes(page);
      await (chooses ? first.tap() : box.press("Enter"));
      await expect(page).toHaveURL(chooses ? /\/units\/JSJD01$/ : /\/search\?q=JSJD01$/);
      await expect(first).toBeHidden();
      // Pressed for trial: it must not lie under the box.
      await menu.click({ trial: true });
    }
  });

  await visits(page, "/self-check");
  await openTask(page).click();
  await expect(page).toHaveURL(/\/self-check\/[^/]+\/JSJD01$/);
  await passes(page);
  const task = new URL(page.url()).pathname;
  const count = page.getByLabel(/^Z1\.5/);

  await test.step("the self-check keeps what is typed", async () => {
    await open(page, `${task}?part=1`);
    await count.fill("57");
    await page.getByLabel(/^Z1\.2/).fill("https://jingbalu.jinshui.example.com/qingdan");
    const saved = page.waitForResponse((answer) => answer.url().includes("/api/self_check/") && answer.ok());
    await page.getByLabel(/^Z1\.3/).fill("Touch screen in the service hall, since March");
    await saved;
    await expect(page.getByRole("status").filter({ hasText: /^Saved \d/ })).toBeVisible();
    await passes(page);
    await open(page, `${task}?part=1`);
    await expect(count).toHaveValue("57");
    await expect(page.getByLabel(/^Z1\.2/)).toHaveValue("https://jingbalu.jinshui.example.com/qingdan");
    await expect(page.getByLabel(/^Z1\.3/)).toHaveValue("Touch screen in the service hall, since March");

    // A button pressed while a saving is still under way waits for it, instead of coming too late after it.
    await page.route("**/api/self_check/save*", async (route) => {
      await wait(1500);
      await route.continue();
    }, { times: 1 });
    const saving = page.waitForRequest("**/api/self_check/save*");
    await count.fill("58");
    await saving;
    await press(page, "Save and go on");
    await expect(page).toHaveURL(/part=2$/);
    await open(page, `${task}?part=1`);
    await expect(count).toHaveValue("58");
  });

  await test.step("a question gets a file", async () => {
    const upload = page.getByRole("button", { name: "Upload the chosen files", exact: true });
    await puts(page, EVIDENCE, page.getByLabel(/^Evidence: /).first(), upload.first());
  });

  await test.step("what is missing is named, and leads to its question", async () => {
    await open(page, `${task}?part=1`);
    await count.fill("");
    await press(page, "Save and go on");
    await expect(page).toHaveURL(/part=2$/);
    await visits(page, `${task}?part=check`);
    await expect(page.getByRole("heading", { name: "1 to complete or correct", exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Hand to the head for signature" })).toHaveCount(0);
    await page.getByRole("main").getByRole("link", { name: /^Z1\.5 / }).click();
    await expect(page).toHaveURL(/part=1&check=1#/);
    await page.locator("html[data-live]").waitFor({ state: "attached" });
    await passes(page);
    await count.fill("58");
    await press(page, "Save and go on");
    await expect(page).toHaveURL(/part=2$/);
    for (const part of [2, 3, 4, 5, 6]) await visits(page, `${task}?part=${part}`);
    await press(page, "Save and check");
    await expect(page).toHaveURL(/part=check$/);
    await expect(page.getByText("All six areas are complete")).toBeVisible();
    await passes(page);
  });

  await test.step("the clerk hands it over", async () => {
    await press(page, "Hand to the head for signature");
    await becomes(page, "Awaiting signature");
  });

  await test.step("the head signs it", async () => {
    const head = await phone(browser, "head1");
    await takesUp(head, "Sign the self-check");
    await expect(head.getByRole("link", { name: EVIDENCE.name })).toBeVisible();
    await head.getByRole("checkbox").check();
    await press(head, "Sign and submit");
    await becomes(head, "Submitted");
  });

  // As it was, for whoever comes after this test.
  await test.step("the office returns it, and the clerk reads why", async () => {
    await sendBack(await enter(browser, "officer"), task);
    await takesUp(page, "Correct the returned self-check");
    await visits(page, `${task}?part=1`);
    await expect(page.getByText(REMARK).first()).toBeVisible();
  });
});

test("a unit signs for the notice of a visit, and acknowledges its feedback, on phones", async ({ browser }) => {
  const [officer, admin] = [await enter(browser, "officer"), await enter(browser, "sysadmin")];
  await open(officer, "/plans");
  const underWay = officer.getByRole("row").filter({ hasText: "检查中" }).filter({ hasText: "抽查" });
  await underWay.getByRole("rowheader").getByRole("link").click();
  const table = officer.getByRole("table", { name: "检查安排" });
  /** The address of a visit in this state, the code of its unit and the number of whoever leads its group. */
  const visitThatIs = async (state: string) => {
    const row = table.locator("tbody tr").filter({ has: officer.getByRole("cell", { name: state, exact: true }) }).first();
    const address = await pathOf(row.getByRole("rowheader").getByRole("link"));
    const group = /第 \d+ 组/.exec(await row.innerText())?.[0] ?? "";
    const title = officer.getByRole("heading", { name: group, exact: true });
    const led = await officer.locator("#groups section").filter({ has: title }).getByText(/^组长/).innerText();
    return { address, unit: address.split(".").at(-1) ?? "", leader: /JC\d+/.exec(led)?.[0] ?? "" };
  };
  const [told, onSite] = [await visitThatIs("已通知"), await visitThatIs("现场")];

  await test.step("a clerk signs for the notice", async () => {
    const clerk = await newPhone(browser, admin, clerkOf(told.unit));
    await visits(clerk, "/calendar");
    await visits(clerk, `${told.address}/notice`);
    await takesUp(clerk, "Sign for the notice");
    await expect(clerk).toHaveURL(new RegExp(`${told.address}$`));
    await press(clerk, "Sign for the notice");
    await becomes(clerk, "Received");
    await visits(clerk, `${told.address}/notice`);
  });

  await test.step("a head answers the feedback", async () => {
    const [leader] = (await arrive(browser, admin, inspector(onSite.leader))) as [Page];
    await feedBackOrally(leader, onSite.address);
    const head = await newPhone(browser, admin, headOf(onSite.unit));
    await takesUp(head, "Acknowledge the oral feedback");
    const remark = "We agree, and begin with the records of the service hall.";
    await head.getByLabel(/^Remarks of the unit/).fill(remark);
    await press(head, "Acknowledge the oral feedback");
    await expect(head.getByText(remark).first()).toBeVisible();
    await expect(head.getByRole("button", { name: "Acknowledge the oral feedback" })).toHaveCount(0);
    await passes(head);
  });
});

test("a clerk and a head rectify on phones", async ({ browser }) => {
  const clerk = await phone(browser, "clerk1");
  await open(clerk, "/ledger");
  await expect(clerk.getByRole("heading", { level: 1 })).toHaveText("Rectification ledger");
  await passes(clerk);
  /** The address of an entry in this state. */
  const entryThatIs = (state: string) => {
    const rows = clerk.getByRole("table", { name: "Rectification ledger" }).getByRole("row");
    return pathOf(rows.filter({ hasText: state }).getByRole("rowheader").getByRole("link").first());
  };
  const planned = await entryThatIs("Plan submitted");
  const underWay = await entryThatIs("In progress");

  await test.step("the clerk mends a plan that was returned", async () => {
    const officer = await enter(browser, "officer");
    await open(officer, planned);
    await unfold(officer, "退回方案");
    const back = formOf(officer, "退回方案");
    await back.getByLabel("理由", { exact: true }).fill("请写明提醒由谁设置。");
    await press(back, "退回方案");
    await expect(officer.locator("main .title .badge")).not.toHaveText("方案待批");

    await visits(clerk, planned);
    const measures = "Set reminders for whatever is due within two working days; log the reason for each delay.";
    await clerk.getByLabel(/^Measures/).fill(measures);
    await clerk.getByLabel(/^Responsible office and person/).fill("Service hall, head of the counter");
    await clerk.getByLabel(/^Milestones/).fill("Week 1: reminders\nWeek 2: a sample of twenty cases");
    await press(clerk, "Draw up the plan and send it to the head to sign");
    await becomes(clerk, "Plan awaiting the head's signature");
    await expect(clerk.getByText(measures).first()).toBeVisible();
  });

  await test.step("the head signs the plan", async () => {
    const head = await phone(browser, "head1");
    await takesUp(head, "Sign the rectification plan");
    await expect(head.getByText("Service hall, head of the counter").first()).toBeVisible();
    await press(head, "Sign and submit the plan");
    await becomes(head, "Plan submitted");
  });

  await test.step("the clerk reports progress with a file", async () => {
    await visits(clerk, underWay);
    await unfold(clerk, "Upload files");
    const upload = clerk.getByRole("button", { name: "Upload files", exact: true });
    await puts(clerk, PROOF, clerk.getByLabel("Evidence", { exact: true }), upload);
    await open(clerk, underWay);
    const report = formOf(clerk, "Report progress");
    await unfold(clerk, "Report progress");
    await passes(clerk);
    const words = "Everybody was trained; the list was checked against the approved edition.";
    await report.getByLabel(/^Progress/).fill(words);
    await report.getByLabel(/^Share done/).fill("80");
    await press(report, "Report progress");
    const told = clerk.getByRole("listitem").filter({ hasText: words });
    await expect(told.getByRole("link", { name: PROOF.name })).toBeVisible();
    await expect(told.getByText("80% done in the unit's own estimate")).toBeVisible();
    await becomes(clerk, "In progress");
  });

  await test.step("the head signs a closure", async () => {
    const head = await phone(browser, "head1");
    await takesUp(head, "Sign the closure request");
    await press(head, "Sign and request closure");
    await becomes(head, "Closure requested");
  });
});
