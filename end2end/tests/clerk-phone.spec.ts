// The unit clerk on a phone, in English: home, the self-check with its saving by itself, the ledger. Nothing scrolls
// sideways.

import { setTimeout as wait } from "node:timers/promises";

import type { Page } from "@playwright/test";

import { axe, expect, fits, open, openTask, PASSWORD, signIn, test } from "../support.ts";

test.use({ locale: "en-US", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** Looks at the page as it stands: one heading, no barrier, and nothing wider than the screen. */
async function passes(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await fits(page);
  await axe(page);
}

test("a clerk fills in the self-check and reads the ledger on a phone", async ({ page }) => {
  await open(page, "/sign-in");
  await page.getByRole("button", { name: "English", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await passes(page);
  await signIn(page, "clerk1", PASSWORD);
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Waiting for me: \d+$/);
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

  await test.step("the self-check keeps what is typed", async () => {
    await open(page, "/self-check");
    await passes(page);
    await openTask(page).click();
    await expect(page).toHaveURL(/\/self-check\/[^/]+\/JSJD01$/);
    await passes(page);
    const parts = page.url();
    await open(page, `${parts}?part=1`);
    await page.getByLabel(/^Z1\.5/).fill("57");
    await page.getByLabel(/^Z1\.2/).fill("https://jingbalu.jinshui.example.com/qingdan");
    const saved = page.waitForResponse((answer) => answer.url().includes("/api/self_check/") && answer.ok());
    await page.getByLabel(/^Z1\.3/).fill("Touch screen in the service hall, since March");
    await saved;
    await expect(page.getByRole("status").filter({ hasText: /^Saved \d/ })).toBeVisible();
    await passes(page);
    await open(page, `${parts}?part=1`);
    await expect(page.getByLabel(/^Z1\.5/)).toHaveValue("57");
    await expect(page.getByLabel(/^Z1\.2/)).toHaveValue("https://jingbalu.jinshui.example.com/qingdan");
    await expect(page.getByLabel(/^Z1\.3/)).toHaveValue("Touch screen in the service hall, since March");

    // A button pressed while a saving is still under way waits for it, instead of coming too late after it.
    await page.route("**/api/self_check/save*", async (route) => {
      await wait(1500);
      await route.continue();
    }, { times: 1 });
    const saving = page.waitForRequest("**/api/self_check/save*");
    await page.getByLabel(/^Z1\.5/).fill("58");
    await saving;
    await page.getByRole("button", { name: "Save and go on", exact: true }).click();
    await expect(page).toHaveURL(/part=2$/);
    await open(page, `${parts}?part=1`);
    await expect(page.getByLabel(/^Z1\.5/)).toHaveValue("58");
  });

  await test.step("the ledger and an entry of it", async () => {
    await open(page, "/ledger");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rectification ledger");
    await passes(page);
    const entries = page.getByRole("table", { name: "Rectification ledger" }).getByRole("rowheader");
    await entries.getByRole("link").first().click();
    await expect(page).toHaveURL(/\/ledger\/[^/?]+$/);
    await passes(page);
  });
});
