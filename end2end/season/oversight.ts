// Who watches over the season: the board, the legal office, the three administrators.

import type { Browser, Page } from "@playwright/test";

import { axe, enter, expect, look, open } from "../support.ts";
import { follow } from "./figure.ts";

/** The figures of the ledger on the board, each of which leads to the entries that it counts. */
const FIGURES = [/^逾期未整改/, /^问题已销号/];

/** The board's figures, each with the list that it counts. */
export async function board(leader: Page): Promise<void> {
  for (const figure of FIGURES) {
    await look(leader, "/dashboard");
    const count = await follow(leader, figure);
    await expect(leader.getByRole("main").getByText(`共 ${count} 项`, { exact: true })).toBeVisible();
  }
}

/** The legal office reads everything and changes nothing. */
export async function legalOffice(browser: Browser): Promise<void> {
  const legal = await enter(browser, "legal");
  await look(legal, "/");
  await look(legal, "/ledger");
  await expect(legal.getByRole("main").getByRole("rowheader").first()).toBeVisible();
  await expect(legal.getByRole("link", { name: "责令限期整改" })).toHaveCount(0);
  await legal.context().close();
}

/** The security administrator sees no business: the home is the only place, beside the account. */
export async function securityAdministrator(browser: Browser): Promise<void> {
  const admin = await enter(browser, "secadmin");
  await look(admin, "/");
  await expect(places(admin)).toHaveText(["首页"]);
  await look(admin, "/me");
  await expect(admin.getByRole("main").getByText("安全管理员", { exact: true })).toBeVisible();
  await admin.context().close();
}

/** The audit administrator sees the journal, checks its last days and opens an entry. */
export async function auditAdministrator(browser: Browser): Promise<void> {
  const auditor = await enter(browser, "auditor");
  await open(auditor, "/");
  await expect(places(auditor)).toHaveText(["首页", /日志/]);
  await look(auditor, "/admin/journal");
  await auditor.getByRole("link", { name: "核对最近七天" }).click();
  await expect(auditor.getByText("未核对")).toHaveCount(0);
  await axe(auditor);
  const entries = auditor.getByRole("table", { name: "日志条目" });
  await entries.getByRole("row").nth(1).getByRole("link").first().click();
  await expect(auditor).toHaveURL(/\/admin\/journal\/.+\/\d+$/);
  await axe(auditor);
  await auditor.context().close();
}

/** The places that the rail offers. */
function places(page: Page) {
  return page.getByRole("navigation", { name: "主导航" }).getByRole("link");
}
