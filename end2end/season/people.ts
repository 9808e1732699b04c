// Accounts: made by the system administrator with a one-time password, which its owner must change first of all.

import type { Browser, Page } from "@playwright/test";

import { enter, expect, formOf, look, press } from "../support.ts";

/** Somebody who gets an account. */
export interface Person {
  readonly account: string;
  readonly name: string;
  readonly role: string;
  /** The code of the unit, for whoever is of one. */
  readonly unit?: string;
}

const CLERK: Person = { account: "clerk3", name: "示例·填报三", role: "单位填报人", unit: "JSJD03" };

/** The password that whoever got a one-time password chooses. */
export const CHOSEN = "Jinshui-qingdan-26";

/** An account with a one-time password, which must be changed. */
export async function people(browser: Browser): Promise<void> {
  const admin = await enter(browser, "sysadmin");
  const once = await createPerson(admin, CLERK);
  await admin.context().close();

  const clerk = await enter(browser, CLERK.account, once);
  await chooses(clerk, once);
  await look(clerk, "/self-check");
  await expect(clerk).toHaveURL(/\/self-check$/);
  await clerk.context().close();
}

/** Makes an account on the page of people, and answers the one-time password that the page suggests. */
export async function createPerson(admin: Page, person: Person): Promise<string> {
  await look(admin, "/admin/people");
  const form = formOf(admin, "建立账号");
  await form.getByLabel("账号", { exact: true }).fill(person.account);
  await form.getByLabel("姓名", { exact: true }).fill(person.name);
  await form.getByLabel("角色", { exact: true }).selectOption({ label: person.role });
  if (person.unit) await form.getByLabel("单位编码", { exact: true }).fill(person.unit);
  const once = await form.getByLabel("一次性密码", { exact: true }).inputValue();
  await press(form, "建立账号");
  await expect(admin.getByRole("row").filter({ hasText: person.account })).toContainText("待改密码");
  return once;
}

/** Wherever one goes with a one-time password, the account comes first, until another password is chosen. */
export async function chooses(page: Page, once: string): Promise<void> {
  await look(page, "/ledger");
  await expect(page).toHaveURL(/\/me$/);
  await expect(page.getByText("请先修改密码")).toBeVisible();
  await page.getByLabel("现在的密码", { exact: true }).fill(once);
  await page.getByLabel("新密码", { exact: true }).fill(CHOSEN);
  await page.getByLabel("再输一次新密码", { exact: true }).fill(CHOSEN);
  await press(page, "修改密码");
  await expect(page.getByText("密码已修改")).toBeVisible();
  await expect(page.getByText("请先修改密码")).toHaveCount(0);
}
