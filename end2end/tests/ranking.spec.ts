// Who sees how much of a published ranking, where there are more units than the neighbours that a unit may see. On the
// demo, whose ranking lies before the special meeting.

import { adopt, places, rankingOf, said } from "../season/ranking.ts";
import { axe, enter, expect, look, seasonOf, stands, test } from "../support.ts";

/** So many places on each side of its own a unit sees, where the ranking is published to the units themselves. */
const NEIGHBOURS = 5;

/** The demo's units, by their clerks. */
const CLERKS = [
  ["clerk1", "经八路街道"],
  ["clerk2", "花园路街道"],
] as const;

test("published within the government, a unit sees every place that the leader sees", async ({ browser }) => {
  const leader = await enter(browser, "leader");
  const address = `/ranking/${Number(await seasonOf(leader)) - 1}`;
  await look(leader, address);
  const whole = await said(leader);
  expect(whole.length).toBeGreaterThan(2 * NEIGHBOURS + 1);
  const clerk = await enter(browser, "clerk1");
  await look(clerk, address);
  expect(await said(clerk)).toEqual(whole);
});

test("published to the units themselves, a unit sees itself and five neighbours on each side, and no other", async ({ browser }) => {
  const leader = await enter(browser, "leader");
  const address = await rankingOf(leader);
  await look(leader, address);
  await stands(leader, "已提交会议");
  await adopt(leader);
  await look(leader, address);
  const whole = await said(leader);
  expect(whole.length).toBeGreaterThan(2 * NEIGHBOURS + 1);

  for (const [account, unit] of CLERKS) {
    const clerk = await enter(browser, account);
    await look(clerk, address);
    const at = whole.findIndex((line) => line.includes(unit));
    expect(at, `${unit} is ranked`).toBeGreaterThanOrEqual(0);
    const near = whole.slice(Math.max(at - NEIGHBOURS, 0), at + NEIGHBOURS + 1);
    expect(await said(clerk)).toEqual(near);
    await expect(clerk.getByText("按公布范围，只列本单位和前后各五名")).toBeVisible();
    await expect(clerk.locator("tr.me")).toContainText(unit);
    // What the neighbours got in each component is not told.
    for (const line of await places(clerk).filter({ hasNotText: unit }).all()) await expect(line).toContainText("不公开");
    await axe(clerk);
  }
});
