// For whoever sees little: the components in both themes, pages in the few colours of the system, and letters of twice the
// size.

import { unmarked } from "../focus.ts";
import { axe, enter, expect, fits, look, open, PASSWORD, signIn, test } from "../support.ts";

/** Through so many stops of the Tab key the focus is looked for. */
const STOPS = 40;

const LOOKS = (["light", "dark"] as const).flatMap((theme) => [1440, 390].map((width) => ({ theme, width })));

for (const { theme, width } of LOOKS) {
  test(`every component in every state is without a barrier: ${theme}, ${width} px`, async ({ page, server }) => {
    await page.context().addCookies([{ name: "theme", value: theme, url: server.url }]);
    await page.setViewportSize({ width, height: 900 });
    // It comes without a script.
    await page.goto("/styleguide");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("样式手册");
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    const course = page.getByRole("figure").filter({ hasText: "各步安排在哪几天，走到了哪里" });
    await expect(course.getByRole("link", { name: /^第 1 组 进行中，已查 2 \/ 5 个/ })).toBeVisible();
    await expect(course.getByText("今天 2026-11-23").first()).toBeVisible();
    await axe(page);
  });
}

for (const address of ["/dashboard", "/ledger"]) {
  test(`${address} in the system's own colours has no barrier, and the focus is seen`, async ({ browser }) => {
    const page = await enter(browser, "leader");
    await page.emulateMedia({ forcedColors: "active" });
    await look(page, address);
    expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
    for (let stop = 1; stop <= STOPS; stop += 1) {
      await page.keyboard.press("Tab");
      expect.soft(await page.evaluate(unmarked), `stop ${stop} on ${address}`).toBeNull();
    }
  });
}

test("nothing is wider than a window of 1440 px in which everything is twice as large", async ({ browser, server }) => {
  // A browser that is set to 200 % shows half as many px, each of two dots.
  const viewport = { width: 720, height: 450 };
  const context = await browser.newContext({ baseURL: server.url, viewport, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await signIn(page, "officer", PASSWORD);
  for (const address of ["/", "/dashboard", "/ledger", "/calendar", "/inspectors"]) {
    await open(page, address);
    await fits(page);
  }
});
