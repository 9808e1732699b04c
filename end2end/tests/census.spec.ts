// A census on the demo, from the draft that waits for the leader to the first unit that signs: every unit of a kind is
// visited, and the draw only says before witnesses which group goes where.

import type { Locator, Page } from "@playwright/test";

import { choicesOf, receive, rows, type Visit } from "../season/calendar.ts";
import { arrive, clerkOf } from "../season/people.ts";
import { draw, group, train } from "../season/plan.ts";
import { unitWith } from "../season/register.ts";
import { axe, enter, expect, look, open, pathOf, press, seasonOf, stands, test, today } from "../support.ts";

// The visit of a unit is no page for another unit's people.
test.use({ expected: [/status of 404 .*\/visits\/[^/]+\)$/] });

/** What the second plan of the demo inspects, and how many of it there are. */
const KIND = "垂直管理部门";
const UNITS = 8;

/** The members of the groups, leaders first. The second leader works at one of the units, so the first group goes there. */
const GROUPS: [string, string, string][] = [
  ["JC2601", "JC2605", "JC2606"],
  ["JC2629", "JC2602", "JC2607"],
];
const OWN = "生态环境金水分局";

/** The group whose visits are moved. */
const MOVED = 1;

test("a census is approved, given to groups by lot, arranged, and the first unit signs", async ({ browser }) => {
  const [officer, leader] = [await enter(browser, "officer"), await enter(browser, "leader")];
  const plan = `/plans/P-${await seasonOf(officer)}-02`;

  await test.step("the leader approves the draft", async () => {
    await look(leader, "/plans");
    await expect(leader.locator(`main tr:has(a[href="${plan}"])`)).toContainText("普查");
    await look(leader, plan);
    await expect(leader.getByText(`${KIND}：${UNITS} 个中取 100% 个`)).toBeVisible();
    await press(leader, "批准方案");
    await stands(leader, "已批准");
  });

  await test.step("the office forms two groups and trains them", async () => {
    await look(officer, plan);
    for (const [at, [lead, ...members]] of GROUPS.entries()) await group(officer, `第 ${at + 1} 组`, lead, members);
    await train(officer);
  });

  await test.step("the draw gives every unit to a group that may go there", async () => {
    await draw(officer, plan, UNITS, UNITS);
    await expect(rows(officer)).toHaveCount(UNITS);
    await expect(rows(officer).filter({ hasText: OWN })).toContainText("第 1 组");
    await look(leader, `${plan}/draw`);
  });

  const [first] = await test.step("the office moves two visits of a group to other days", async () => {
    const visits = await visitsOf(officer, MOVED);
    for (const visit of visits.slice(0, 2)) await move(officer, plan, visit);
    await axe(officer);
    return visits as [Visit];
  });

  await test.step("the notices go out, to two chosen units and then to all others", async () => {
    const told = rows(officer).filter({ hasText: "已通知" });
    const choices = officer.getByRole("checkbox", { name: /^选择给/ });
    await expect(choices).toHaveCount(UNITS);
    for (const at of [0, 1]) await choices.nth(at).check();
    await press(officer, "发出所选通知");
    await expect(told).toHaveCount(2);
    await stands(officer, "检查中");
    await press(officer, `发出全部 ${UNITS - 2} 份通知`);
    await expect(told).toHaveCount(UNITS);
    await axe(officer);
  });

  await test.step("a unit signs for its own notice, and another unit knows nothing of it", async () => {
    const admin = await enter(browser, "sysadmin");
    const person = { ...clerkOf(first.unit.code), account: `pucha.${first.unit.code}` };
    const [clerk] = (await arrive(browser, admin, person)) as [Page];
    await receive(first, clerk);
    await look(officer, plan);
    await expect(rowOf(officer, first)).toContainText("已签收");
    const other = await enter(browser, "clerk1");
    await open(other, first.address);
    await expect(other.getByRole("main").getByRole("heading")).toHaveText("没有找到");
  });

  // A draft as there was one, for whoever comes after this test.
  await test.step("the office writes the next census", () => drafts(officer));
});

/** The visits of a group, in the order of their days. */
async function visitsOf(officer: Page, group: number): Promise<Visit[]> {
  const lines = await rows(officer).filter({ hasText: `第 ${group} 组` }).all();
  return Promise.all(
    lines.map(async (line) => {
      const address = await pathOf(line.getByRole("rowheader").getByRole("link"));
      return { address, unit: await unitWith(address.split(".").at(-1) ?? ""), group };
    }),
  );
}

function rowOf(officer: Page, { address }: Visit): Locator {
  return rows(officer).filter({ has: officer.locator(`a[href="${address}"]`) });
}

/** Brings a visit to the last day on which its group is free, which is another one. */
async function move(officer: Page, plan: string, visit: Visit): Promise<void> {
  const before = dayIn(await rowOf(officer, visit).innerText());
  await look(officer, `${plan}/units/${visit.unit.code}`);
  const free = choicesOf(officer, visit.group).getByRole("link").filter({ hasNotText: before }).last();
  const day = dayIn(await free.innerText());
  await free.click();
  await press(officer, "保存安排");
  await expect(officer).toHaveURL(new RegExp(`${plan}$`));
  await expect(rowOf(officer, visit)).toContainText(day);
}

function dayIn(words: string): string {
  return /\d{4}-\d{2}-\d{2}/.exec(words)?.[0] ?? "";
}

async function drafts(officer: Page): Promise<void> {
  await open(officer, "/plans/new");
  await officer.getByRole("radiogroup", { name: "检查方式" }).getByLabel("普查").check();
  await officer.getByLabel("方案名称").fill(`${KIND}责任清单运行情况普查（下一次）`);
  await officer.getByLabel(`${KIND}（现有 ${UNITS} 个）`).fill("100%");
  const last = new Date(Date.parse(today()) + 60 * 86_400_000).toISOString().slice(0, 10);
  await officer.getByLabel("检查开始", { exact: true }).fill(today());
  await officer.getByLabel("检查结束", { exact: true }).fill(last);
  await press(officer, "保存草案");
  await expect(officer).toHaveURL(/\/plans\/(?!new)[^/]+$/);
  await stands(officer, "草案");
}
