// Accounts: made by the system administrator with a one-time password, which its owner must change first of all.

import type { Browser, Page } from "@playwright/test";

import { axe, enter, expect, formOf, look, open, press } from "../support.ts";

/** Somebody who gets an account. */
export interface Person {
  readonly account: string;
  readonly name: string;
  readonly role: string;
  /** The code of the unit, for whoever is of one. */
  readonly unit?: string;
  /** The number in the roster, for whoever inspects. */
  readonly inspector?: string;
}

export const OFFICER: Person = { account: "bianban", name: "编办经办（虚构）", role: "编办" };
export const LEADER: Person = { account: "gaige", name: "改革办领导（虚构）", role: "改革办领导" };
export const LEGAL: Person = { account: "fazhi", name: "法制经办（虚构）", role: "法制部门" };

/** The inspector with this number in the roster. */
export function inspector(number: string): Person {
  return { account: number.toLowerCase(), name: `检查员${number}（虚构）`, role: "检查组成员", inspector: number };
}

export function clerkOf(code: string): Person {
  return { account: `tianbao.${code}`, name: `填报人${code}（虚构）`, role: "单位填报人", unit: code };
}

export function headOf(code: string): Person {
  return { account: `fuze.${code}`, name: `负责人${code}（虚构）`, role: "单位负责人", unit: code };
}

/** The password that whoever got a one-time password chooses. */
export const CHOSEN = "Jinshui-qingdan-26";

/** The page that everybody meets first, as a stranger finds it. */
export async function beforeTheDoor(browser: Browser): Promise<void> {
  const context = await browser.newContext();
  await look(await context.newPage(), "/sign-in");
  await context.close();
}

/** Makes accounts for people, and answers the window in which each has chosen a password, in the same order. */
export async function arrive(browser: Browser, admin: Page, ...people: Person[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const person of people) {
    const once = await createPerson(admin, person);
    const page = await enter(browser, person.account, once);
    await chooses(page, once);
    pages.push(page);
  }
  await axe(admin);
  return pages;
}

/** Makes an account on the page of people, and answers the one-time password that the page suggests. */
export async function createPerson(admin: Page, person: Person): Promise<string> {
  await open(admin, "/admin/people");
  const form = formOf(admin, "建立账号");
  await form.getByLabel("账号", { exact: true }).fill(person.account);
  await form.getByLabel("姓名", { exact: true }).fill(person.name);
  await form.getByLabel("角色", { exact: true }).selectOption({ label: person.role });
  if (person.unit) await form.getByLabel("单位编码", { exact: true }).fill(person.unit);
  if (person.inspector) await form.getByLabel("检查员工号", { exact: true }).fill(person.inspector);
  const once = await form.getByLabel("一次性密码", { exact: true }).inputValue();
  await press(form, "建立账号");
  await expect(admin.getByRole("row").filter({ hasText: person.account })).toContainText("待改密码");
  // The next one is typed into an empty form.
  await expect(form.getByLabel("账号", { exact: true })).toHaveValue("");
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
