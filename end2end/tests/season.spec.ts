// A whole season in all its roles, on top of the half-way season of the demo. Each window is one person's; what they do
// in it stands in the folder `season`.

import type { Page } from "@playwright/test";

import { auditAdministrator, board, legalOffice, securityAdministrator } from "../season/oversight.ts";
import { people } from "../season/people.ts";
import { planning } from "../season/plan.ts";
import { ranking } from "../season/ranking.ts";
import { othersAreHidden, rectifying } from "../season/rectification.ts";
import { register } from "../season/register.ts";
import { selfCheck } from "../season/self-check.ts";
import { visiting } from "../season/visit.ts";
import { enter, look, test } from "../support.ts";

// Another unit's entry, which is not there for a clerk, and a reconciliation that lacks a reason.
test.use({ expected: [/status of (404 .*\/ledger\/[^/]+|422 .*\/api\/visit\/reconcile)\)$/] });

test("a season in all its roles", async ({ browser, server }) => {
  test.setTimeout(900_000);
  void server;

  await test.step("people: an account with a one-time password, which must be changed", () => people(browser));

  const officer = await enter(browser, "officer");
  const leader = await enter(browser, "leader");
  const clerk = await enter(browser, "clerk1");
  const head = await enter(browser, "head1");
  const inspectors: Page[] = [];
  for (const name of ["inspector1", "inspector2", "inspector3"]) inspectors.push(await enter(browser, name));
  for (const page of [officer, leader, clerk, head, ...inspectors]) await look(page, "/");

  await test.step("the register: the same file changes nothing, a broken one nothing either", () => register(officer));
  await test.step("self-check: watched, filled in, signed, returned, mended, accepted", () =>
    selfCheck(officer, clerk, head));
  const plan = await test.step("plan: draft, approval, groups, draw, notices", () => planning(officer, leader));
  const visit = await test.step("visit: from the receipt to the written feedback", () =>
    visiting(plan, officer, clerk, inspectors));
  await test.step("rectification: from the order to the closure, returned once", () =>
    rectifying(visit, officer, clerk, head, inspectors));
  await test.step("rectification: another unit's entry is no page", () => othersAreHidden(officer, clerk));
  await test.step("ranking: sent back, computed anew, adopted, published", () => ranking(officer, leader, clerk));
  await test.step("the board: each figure leads to the list that it counts", () => board(leader));
  await test.step("the legal office and the administrators", async () => {
    await legalOffice(browser);
    await securityAdministrator(browser);
    await auditAdministrator(browser);
  });
});
