// A system on which nothing was ever done: the first administrator makes the first people, and the establishment office
// imports what a season starts from.

import { chooses, createPerson, CHOSEN, type Person } from "../season/people.ts";
import { FILES, importFile, textOf } from "../season/register.ts";
import { startEmptyServer, type First, type Server } from "../server.ts";
import { enter, expect, look, test as base } from "../support.ts";

const OFFICER: Person = { account: "bianban", name: "编办经办人", role: "编办" };
const CLERK: Person = { account: "jingbalu", name: "经八路填报人", role: "单位填报人", unit: "JSJD01" };

const test = base.extend<{ empty: Server & First }>({
  empty: async ({}, use, test) => {
    const server = await startEmptyServer(`test-results/empty-server-${test.workerIndex}.log`);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ empty }, use) => use(empty.url),
});

test("a new system is led to where a season can begin", async ({ browser, empty }) => {
  const admin = await enter(browser, empty.account, empty.password);
  await test.step("the first administrator chooses a password, and is led to the people", async () => {
    await chooses(admin, empty.password);
    await look(admin, "/");
    await expect(admin.getByRole("link", { name: "去建账号" })).toHaveAttribute("href", "/admin/people");
  });
  const once = await createPerson(admin, OFFICER);
  const officer = await enter(browser, OFFICER.account, once);
  await test.step("the office finds nothing, and each page says what to do first", async () => {
    await chooses(officer, once);
    for (const [page, words] of NOTHING_YET) {
      await look(officer, page);
      await expect(officer.getByRole("main").getByText(words).first()).toBeVisible();
    }
  });

  await test.step("the first imports", async () => {
    for (const kind of Object.values(FILES)) await importFile(officer, kind, await textOf(kind));
    await look(officer, "/templates");
    await expect(officer.getByText("还没有导入过")).toHaveCount(0);
    await expect(officer.getByText(`${await linesOf(FILES.units)} 个单位`, { exact: true })).toBeVisible();
    await expect(officer.getByText(`${await linesOf(FILES.inspectors)} 名检查员`, { exact: true })).toBeVisible();
    await look(officer, "/");
    await officer.getByRole("link", { name: "准备第一轮自查" }).click();
    await expect(officer.getByRole("button", { name: "准备这一轮" })).toBeVisible();
  });

  await test.step("a unit's clerk signs in", async () => {
    const given = await createPerson(admin, CLERK);
    const clerk = await enter(browser, CLERK.account, given);
    await chooses(clerk, given);
    await clerk.context().close();
    const again = await enter(browser, CLERK.account, CHOSEN);
    await look(again, "/self-check");
    await expect(again.getByText("现在没有自查任务")).toBeVisible();
  });
});

/** What the pages of the season say while there is nothing. */
const NOTHING_YET: [page: string, words: string][] = [
  ["/", "导入单位名录、检查员、节假日、评分标准和自查表"],
  ["/templates", "还没有导入过"],
  ["/self-check", "还没有自查表。请先导入自查表，再准备自查。"],
  ["/ledger", "台账里还没有条目"],
];

/** How many records the demo's file of this kind has: its lines without the head. */
async function linesOf(kind: (typeof FILES)["units" | "inspectors"]): Promise<number> {
  return (await textOf(kind)).trim().split("\n").length - 1;
}
