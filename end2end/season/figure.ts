// Figures that lead to the list that they count.

import type { Page } from "@playwright/test";

import { axe, expect } from "../support.ts";

/** The rows of the page's list, without its head. */
function lines(page: Page) {
  return page.getByRole("main").locator("tbody tr:not(.none)");
}

/** Follows the figure of this name to its list, and makes sure that the list has as many lines; answers how many. */
export async function follow(page: Page, name: RegExp): Promise<number> {
  const figure = page.locator(".kpis").getByRole("link", { name });
  const count = Number.parseInt(await figure.locator(".v").innerText(), 10);
  const before = page.url();
  await figure.click();
  await expect(page).not.toHaveURL(before);
  await expect(lines(page)).toHaveCount(count);
  await axe(page);
  return count;
}
