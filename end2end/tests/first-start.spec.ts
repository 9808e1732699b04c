// A system on which nothing was ever done: whatever page somebody opens, it says what is to be done first, and by whom.
// How a season begins from here is played in season.spec.ts.

import { test } from "../empty.ts";
import { arrive, chooses, LEADER, LEGAL, OFFICER, type Person } from "../season/people.ts";
import { enter, expect, look } from "../support.ts";

/** The pages of a person while there is nothing, with what each of them says. */
const NOTHING_YET: [person: Person, pages: Record<string, string>][] = [
  [
    OFFICER,
    {
      "/": "导入单位名单、检查员、节假日、评分标准和自查表",
      "/units": "还没有单位",
      "/inspectors": "名录库还是空的",
      "/templates": "还没有导入过",
      "/self-check": "还没有自查表。请先导入自查表，再准备自查。",
      "/plans": "这一年度还没有方案",
      "/plans/new": "还没有评分标准",
      "/calendar": "这个月没有检查",
      "/ledger": "台账里还没有条目",
      "/ledger/order": "没有等待责令的条目",
    },
  ],
  [
    LEADER,
    {
      "/": "都办完了",
      "/dashboard": "检查组组长锁定检查分以后，各单位六个部分的得分会出现在这里。",
      "/plans": "这一年度还没有方案",
      "/ledger": "台账里还没有条目",
    },
  ],
  [LEGAL, { "/": "都办完了", "/self-check": "自查", "/ledger": "台账里还没有条目" }],
];

test("a new system says on every page what comes first", async ({ browser, empty }) => {
  const { account, password } = empty.system;
  const admin = await enter(browser, account, password);
  await chooses(admin, password);
  await look(admin, "/");
  const places = admin.getByRole("navigation", { name: "主导航" }).getByRole("link");
  await expect(places).toHaveText(["首页", /^人员/, "系统运行"]);
  const pages = await arrive(browser, admin, ...NOTHING_YET.map(([person]) => person));
  for (const [at, [, said]] of NOTHING_YET.entries()) {
    for (const [address, words] of Object.entries(said)) {
      const page = pages[at];
      if (!page) throw new Error("nobody arrived");
      await look(page, address);
      await expect(page.getByRole("main").getByText(words).first()).toBeVisible();
    }
  }
});
