// Figures that lead to the list that they count.

import type { Locator, Page } from "@playwright/test";

import { axe, expect } from "../support.ts";

/** The figure of this name. */
export function figure(page: Page, name: RegExp): Locator {
  return page.locator(".kpis").getByRole("link", { name });
}

/** The lines of the page's own list, without its head. */
export function lines(page: Page): Locator {
  return page.getByRole("main").locator("tbody tr:not(.none)");
}

/** Follows a link that says a number, by its value if it has one, to its list; answers the number. */
export async function follow(page: Page, link: Locator, list: Locator = lines(page)): Promise<number> {
  const value = link.locator(".v");
  const words = await ((await value.count()) > 0 ? value : link).innerText();
  const count = Number(/\d+/.exec(words)?.[0]);
  const before = page.url();
  await link.click();
  await expect(page).not.toHaveURL(before);
  await expect(list).toHaveCount(count);
  await axe(page);
  return count;
}
