// A whole season in all its roles, on a system in which there are only the administrators. Each window is one person's;
// what they do in it stands in the folder `season`.

import type { Page } from "@playwright/test";

import { test } from "../empty.ts";
import { arranging, notices, receive } from "../season/calendar.ts";
import { auditAdministrator, board, legalOffice, securityAdministrator } from "../season/oversight.ts";
import { arrive, beforeTheDoor, chooses, clerkOf, headOf, inspector, LEADER, LEGAL, OFFICER } from "../season/people.ts";
import { GROUPS, planning, report } from "../season/plan.ts";
import { frozen, ranking, scope } from "../season/ranking.ts";
import { othersAreHidden, rectifying } from "../season/rectification.ts";
import { register } from "../season/register.ts";
import { openRound, selfCheck } from "../season/self-check.ts";
import { templates } from "../season/templates.ts";
import { neither } from "../season/unit.ts";
import { visiting, visitingBriefly } from "../season/visit.ts";
import { enter, expect, look } from "../support.ts";

// Another unit's entry, which is not there for a clerk, and a reconciliation that lacks a reason.
test.use({ expected: [/status of (404 .*\/ledger\/[^/]+|422 .*\/api\/(visit\/reconcile|register\/add_indicator))\)$/] });

test("a season in all its roles", async ({ browser, empty }) => {
  test.setTimeout(process.env["ZEQING_KEYBOARD"] ? 3_000_000 : 1_200_000);

  await test.step("people: nobody is signed in", () => beforeTheDoor(browser));
  const admin = await enter(browser, empty.system.account, empty.system.password);
  const [officer, leader, legal] = await test.step("people: the first administrator makes the offices", async () => {
    await chooses(admin, empty.system.password);
    await look(admin, "/");
    await expect(admin.getByRole("link", { name: "去建账号" })).toHaveAttribute("href", "/admin/people");
    return (await arrive(browser, admin, OFFICER, LEADER, LEGAL)) as [Page, Page, Page];
  });
  await test.step("the register: a broken file imports nothing, whole ones all", () => register(officer));
  await test.step("the templates: edited into new editions", () => templates(officer));
  const round = await test.step("self-check: a round is opened", () => openRound(officer));

  const plan = await test.step("plan: draft, approval, groups, training, draw", () => planning(officer, leader));
  const [first, second] = await test.step("calendar: substitute, days, recusal", () => arranging(plan, officer));
  const outside = neither(first.unit, second.unit);
  const people = await test.step("people: those whom the draw brought into play", async () => {
    const ofUnits = [clerkOf(first.unit.code), headOf(first.unit.code), clerkOf(second.unit.code), clerkOf(outside)];
    const [lead] = GROUPS[second.group] ?? [""];
    const group = [...(GROUPS[first.group] ?? []), lead].map(inspector);
    return arrive(browser, admin, ...ofUnits, ...group);
  });
  const [clerk, head, otherClerk, outsider] = people as [Page, Page, Page, Page];
  const inspectors = people.slice(4, 7);
  const otherLead = people[7] as Page;

  await test.step("self-check: filled in, signed, returned, mended, accepted", () =>
    selfCheck(round, first.unit, officer, clerk, head));
  await test.step("notices: sent, printed, signed for", async () => {
    await notices(plan, officer, [first, second]);
    await receive(first, clerk);
    await receive(second, otherClerk);
  });
  await test.step("visit: from the first record to the written feedback", () =>
    visiting(first, officer, clerk, inspectors));
  await test.step("visit: another in brief", () => visitingBriefly(second, officer, otherClerk, otherLead));
  await test.step("plan: reported and done", async () => {
    await report(plan, officer, leader);
    // By the keyboard alone the play takes so long that a session in which nothing is done would end.
    await look(legal, plan);
  });
  await test.step("rectification: from the order to the closure, returned once", async () => {
    const entry = await rectifying([first, second], officer, clerk, head, inspectors);
    await othersAreHidden(entry, otherClerk);
  });
  await test.step("ranking: sent back, computed anew, adopted, published", () =>
    ranking(officer, leader, [first.unit, second.unit]));
  await test.step("ranking: everybody in scope sees the frozen edition", async () => {
    await scope(leader, first.unit, clerk, otherClerk, outsider);
    await frozen(officer, first.unit, [leader, clerk, otherClerk]);
  });
  await test.step("the board: each figure leads to the list that it counts", () => board(leader));
  await test.step("the legal office and the administrators", async () => {
    await legalOffice(legal);
    for (const [{ account, password }, play] of [
      [empty.security, securityAdministrator],
      [empty.audit, auditAdministrator],
    ] as const) {
      const page = await enter(browser, account, password);
      await chooses(page, password);
      await play(page);
    }
  });
});
