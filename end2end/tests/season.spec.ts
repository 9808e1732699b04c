// A whole season in all its roles, on top of the half-way season of the demo: people, the register, a self-check with a
// return, a plan from its draft to its notices, a visit from its receipt to the written feedback, a rectification from
// its order to its closure, the ranking to its publication, the board and the journal. Each window is one person's.

import { readFile } from "node:fs/promises";

import type { Browser, Locator, Page } from "@playwright/test";

import { axe, enter, expect, formOf, look, open, test, today } from "../support.ts";

/** The register that the demo imported. */
const UNITS = new URL("../../src/demo/data/units.csv", import.meta.url);

/** The holidays that the demo imported. */
const HOLIDAYS = new URL("../../src/demo/data/holidays.json", import.meta.url);

/** The unit of the demo's own clerk and head. */
const UNIT = "JSJD01";
const UNIT_NAME = /经八路/;

const FINDING = "公示网页缺少两项追责情形";

/** An answer of the self-check: the question, its kind, what is entered, and whether a note stands for the proof. */
type Answer = [code: string, kind: "choice" | "field", value: string, note?: string];

const NOTE = "原件存本单位档案室，检查时提供。";

const ANSWERS: Record<number, Answer[]> = {
  1: [
    ["Z1.1", "choice", "是"],
    ["Z1.2", "field", "https://jingbalu.jinshui.example.com/zeren"],
    ["Z1.4", "field", today(), NOTE],
    ["Z1.5", "field", "42"],
    ["Z1.6", "choice", "是", NOTE],
    ["Z1.7", "choice", "是", NOTE],
  ],
  2: [
    ["Z2.1", "field", "2", NOTE],
    ["Z2.2", "field", "4", NOTE],
    ["Z2.3", "choice", "是", NOTE],
    ["Z2.4", "choice", "是", NOTE],
    ["Z2.5", "field", "0"],
    ["Z2.6", "choice", "良", NOTE],
    ["Z2.7", "field", "0"],
  ],
  3: [
    ["Z3.1", "choice", "否"],
    ["Z3.2", "field", "0"],
    ["Z3.4", "choice", "否"],
    ["Z3.5", "choice", "否"],
  ],
  4: [
    ["Z4.1", "choice", "是", NOTE],
    ["Z4.2", "field", "42", NOTE],
    ["Z4.3", "field", "100", NOTE],
    ["Z4.5", "choice", "优", NOTE],
  ],
  5: [["Z5.1", "choice", "否"]],
  6: [
    ["Z6.1", "choice", "是", NOTE],
    ["Z6.4", "field", today(), NOTE],
  ],
};

/** The self scores of the six parts. */
const SCORES = ["18", "26", "12", "17", "13", "0"];

/** The six parts, as the fields of the self scores name them. */
const AREAS = ["公示", "落实", "动态调整", "事中事后监管", "服务承诺", "其他"];

/** Presses the button of this name; more than one of it on a page would be a fault of the page. */
async function press(within: Page | Locator, name: string | RegExp): Promise<void> {
  await within.getByRole("button", { name, exact: typeof name === "string" }).click();
}

/** Expects the record's state beside the title of its page. */
async function stands(page: Page, state: string): Promise<void> {
  await expect(page.locator("main .title .badge")).toHaveText(state);
}

/** Opens what is folded under these words. */
async function unfold(within: Page | Locator, words: string): Promise<void> {
  await within.locator("summary").filter({ hasText: new RegExp(`^\\s*${words}\\s*$`) }).click();
}

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
  await test.step("self-check: filled in, signed, returned, mended, accepted", () => selfCheck(officer, clerk, head));
  const plan = await test.step("plan: draft, approval, groups, draw, notices", () => planning(officer, leader));
  const visit = await test.step("visit: from the receipt to the written feedback", () =>
    visiting(plan, officer, clerk, inspectors));
  await test.step("rectification: from the order to the closure", () =>
    rectifying(visit, officer, clerk, head, inspectors));
  await test.step("ranking: sent back, computed anew, adopted, published", () => ranking(officer, leader, clerk));
  await test.step("the board and the journal", () => oversight(browser, leader));
});

async function people(browser: Browser): Promise<void> {
  const admin = await enter(browser, "sysadmin");
  await look(admin, "/admin/people");
  const form = formOf(admin, "建立账号");
  await form.getByLabel("账号", { exact: true }).fill("clerk3");
  await form.getByLabel("姓名", { exact: true }).fill("示例·填报三");
  await form.getByLabel("角色", { exact: true }).selectOption({ label: "单位填报人" });
  await form.getByLabel("单位编码", { exact: true }).fill("JSJD03");
  const once = await form.getByLabel("一次性密码", { exact: true }).inputValue();
  await press(form, "建立账号");
  await expect(admin.getByRole("row", { name: /clerk3/ })).toContainText("待改密码");
  await admin.context().close();

  const clerk = await enter(browser, "clerk3", once);
  // Wherever one goes, the account comes first.
  await look(clerk, "/ledger");
  await expect(clerk).toHaveURL(/\/me$/);
  await expect(clerk.getByText("请先修改密码")).toBeVisible();
  await clerk.getByLabel("现在的密码", { exact: true }).fill(once);
  await clerk.getByLabel("新密码", { exact: true }).fill("Jinshui-qingdan-26");
  await clerk.getByLabel("再输一次新密码", { exact: true }).fill("Jinshui-qingdan-26");
  await press(clerk, "修改密码");
  await expect(clerk.getByText("密码已修改")).toBeVisible();
  await expect(clerk.getByText("请先修改密码")).toHaveCount(0);
  await look(clerk, "/self-check");
  await expect(clerk).toHaveURL(/\/self-check$/);
  await clerk.context().close();
}

async function register(officer: Page): Promise<void> {
  const there = officer.getByText(/^\d+ 个单位$/);
  const send = async (content: string) => {
    const form = officer.locator("form").filter({ has: officer.getByLabel("选择受检单位名单文件") });
    const file = { name: "units.csv", mimeType: "text/csv", buffer: Buffer.from(content) };
    await form.getByLabel("选择受检单位名单文件").setInputFiles(file);
    await press(form, "读取并预览");
    await expect(officer.getByRole("heading", { level: 1 })).toHaveText("受检单位名单：导入预览");
    await axe(officer);
  };
  await look(officer, "/templates");
  const before = await there.innerText();
  const units = await readFile(UNITS, "utf8");

  await send(units);
  await stands(officer, "没有变化");
  await press(officer, "放弃这份文件");
  await expect(officer).toHaveURL(/\/templates$/);

  await open(officer, "/templates");
  await send(units.replace(/^(JSJD01,[^,]*,[^,]*,)[^,]*/m, "$1街道联合会"));
  await stands(officer, "有错误");
  const fault = officer.getByRole("table", { name: "错误" }).getByRole("row").nth(1);
  await expect(fault).toContainText("2");
  await expect(fault).toContainText("单位类别");
  await expect(officer.getByRole("button", { name: "确认导入" })).toHaveCount(0);
  await press(officer, "放弃这份文件");
  await open(officer, "/templates");
  await expect(there).toHaveText(before);
  await workOn(officer, today());
}

/** A visit is only on working days: where today is none, the office declares it one, as the State Council does. */
async function workOn(officer: Page, day: string): Promise<void> {
  interface Table {
    year: number;
    days: { date: string; name: string; off: boolean }[];
  }
  const tables = JSON.parse(await readFile(HOLIDAYS, "utf8")) as Table[];
  const days = tables.find((table) => table.year === Number(day.slice(0, 4)))?.days ?? [];
  const known = days.find(({ date }) => date === day);
  const weekend = [0, 6].includes(new Date(day).getUTCDay());
  if (known ? !known.off : !weekend) return;
  const rest = days.filter(({ date }) => date !== day);
  const changed = weekend ? [...rest, { date: day, name: "调休", off: false }] : rest;
  const content = JSON.stringify([{ year: Number(day.slice(0, 4)), days: changed }]);
  await open(officer, "/templates");
  const form = officer.locator("form").filter({ has: officer.getByLabel("选择节假日与调休文件") });
  const file = { name: "holidays.json", mimeType: "application/json", buffer: Buffer.from(content) };
  await form.getByLabel("选择节假日与调休文件").setInputFiles(file);
  await press(form, "读取并预览");
  await stands(officer, "待确认");
  await axe(officer);
  await press(officer, "确认导入");
  await expect(officer.getByText("导入完成")).toBeVisible();
}

async function selfCheck(officer: Page, clerk: Page, head: Page): Promise<void> {
  const title = "年中第二轮责任清单运行自查";
  await look(officer, "/self-check");
  await officer.getByLabel("轮次名称", { exact: true }).fill(title);
  const kinds = officer.getByRole("group", { name: /^参加自查的单位类别/ });
  for (const kind of [/^区直单位/, /^垂直管理部门/, /^法律法规授权组织/]) await kinds.getByLabel(kind).uncheck();
  await press(officer, "准备这一轮");
  await expect(officer).toHaveURL(/\/self-check\/[^/]+$/);
  await stands(officer, "未开始");
  await press(officer, "开始自查");
  await stands(officer, "填报中");
  await axe(officer);
  const task = `${new URL(officer.url()).pathname}/${UNIT}`;

  await look(clerk, "/self-check");
  await clerk.getByRole("link", { name: title }).click();
  await expect(clerk).toHaveURL(new RegExp(`${task}$`));
  for (const [number, answers] of Object.entries(ANSWERS)) await fillPart(clerk, task, Number(number), answers);
  await expect(clerk.getByText("六个部分都已填完整")).toBeVisible();
  await axe(clerk);
  await press(clerk, "送负责人签字");
  await stands(clerk, "待负责人签字");

  await sign(head, task);
  await look(officer, task);
  const asked = officer.locator("[id='q-Z1.5']");
  await unfold(asked, "写意见");
  await asked.getByLabel("对 Z1.5 的意见").fill("与区政府网站公示的 43 项不一致，请核对。");
  await press(officer, "退回补充");
  await stands(officer, "已退回");

  await look(clerk, `${task}?part=1`);
  await expect(clerk.getByText("与区政府网站公示的 43 项不一致，请核对。").first()).toBeVisible();
  await clerk.getByLabel(/^Z1\.5\s(?!的备注)/).fill("43");
  await press(clerk, "保存并进入下一部分");
  await expect(clerk).toHaveURL(/part=2$/);
  await open(clerk, `${task}?part=check`);
  await press(clerk, "送负责人签字");
  await stands(clerk, "待负责人签字");

  await sign(head, task);
  await open(officer, task);
  await press(officer, "审核通过");
  await stands(officer, "已通过");
  await axe(officer);
}

/** Answers a part, with a file in the first, and goes on to the next. */
async function fillPart(clerk: Page, task: string, number: number, answers: Answer[]): Promise<void> {
  await look(clerk, `${task}?part=${number}`);
  if (number === 1) {
    const file = { name: "公示网页截图.txt", mimeType: "text/plain", buffer: Buffer.from("责任清单公示专栏，2026 版。") };
    await clerk.getByLabel("证明材料：网页截图").first().setInputFiles(file);
    await clerk.getByRole("button", { name: "上传所选文件" }).first().click();
    await expect(clerk.getByRole("link", { name: "公示网页截图.txt" })).toBeVisible();
    await open(clerk, `${task}?part=${number}`);
  }
  for (const [code, kind, value, note] of answers) {
    const label = new RegExp(`^${code.replace(".", "\\.")}\\s(?!的备注)`);
    if (kind === "choice") await clerk.getByRole("radiogroup", { name: label }).getByLabel(value, { exact: true }).check();
    else await clerk.getByLabel(label).fill(value);
    if (note === undefined) continue;
    const field = clerk.getByLabel(`${code} 的备注`);
    await clerk.locator("details").filter({ has: field }).locator("summary").click();
    await field.fill(note);
  }
  await clerk.getByLabel(`本部分自评分：${AREAS[number - 1]}`).fill(SCORES[number - 1] ?? "");
  await press(clerk, number === 6 ? "保存并检查" : "保存并进入下一部分");
  await expect(clerk).toHaveURL(number === 6 ? /part=check$/ : new RegExp(`part=${number + 1}$`));
}

async function sign(head: Page, task: string): Promise<void> {
  await look(head, task);
  await head.getByRole("checkbox").check();
  await press(head, "签字并提交");
  await stands(head, "已提交");
}

/** Leads a plan to its notices and answers the address of the plan. */
async function planning(officer: Page, leader: Page): Promise<string> {
  await look(officer, "/plans");
  await look(officer, "/plans/new");
  await officer.getByRole("radiogroup", { name: "检查方式" }).getByLabel("普查").check();
  await officer.getByLabel("方案名称").fill("街道办事处责任清单公示情况普查");
  const areas = officer.getByRole("group", { name: /^内容/ });
  for (const area of AREAS.slice(1)) await areas.getByLabel(area, { exact: true }).uncheck();
  await officer.getByLabel(/^街道办事处（现有/).fill("100%");
  const last = new Date(Date.parse(today()) + 60 * 86_400_000).toISOString().slice(0, 10);
  await officer.getByLabel("检查开始", { exact: true }).fill(today());
  await officer.getByLabel("检查结束", { exact: true }).fill(last);
  await press(officer, "保存草案");
  await expect(officer).toHaveURL(/\/plans\/(?!new)[^/]+$/);
  await stands(officer, "草案");
  const plan = new URL(officer.url()).pathname;

  await look(leader, plan);
  await press(leader, "批准方案");
  await stands(leader, "已批准");

  await look(officer, plan);
  // The second group may not go to the unit of the demo's clerk (JC2612 worked there), so the first one must.
  await group(officer, "检查员甲一（JC2601）", ["检查员甲二（JC2602）", "检查员甲三（JC2603）"]);
  await expect(officer.getByRole("heading", { name: "第 1 组", exact: true })).toBeVisible();
  await unfold(officer, "编成一组");
  await group(officer, "检查员甲九（JC2609）", ["检查员乙一（JC2611）", "检查员乙二（JC2612）"]);
  await expect(officer.getByRole("heading", { name: "第 2 组", exact: true })).toBeVisible();
  await unfold(officer, "记录培训");
  await officer.getByLabel("培训日期").fill(today());
  await officer.getByLabel("培训内容").fill("公示情况的查看方法，回避和廉政要求。");
  await press(officer, "记录培训");
  await expect(officer.getByText("公示情况的查看方法，回避和廉政要求。").first()).toBeVisible();
  await axe(officer);
  await draw(officer, plan);
  await visitToday(officer, plan);
  await press(officer, /^发出全部 \d+ 份通知$/);
  await expect(row(officer)).toContainText("已通知");
  await look(officer, "/calendar");
  await open(officer, plan);
  return plan;
}

async function group(officer: Page, leader: string, members: string[]): Promise<void> {
  const form = formOf(officer, "编成一组");
  await form.getByLabel("组长", { exact: true }).selectOption({ label: leader });
  for (const member of members) await form.getByLabel(member, { exact: true }).check();
  await press(form, "编成一组");
}

async function draw(officer: Page, plan: string): Promise<void> {
  await look(officer, `${plan}/draw`);
  await press(officer, "公布承诺");
  await officer.getByLabel("见证人给出的文字").fill("6 3 5 1 4 2");
  await officer.getByLabel("谁见证、怎样得出").fill("派驻干部现场掷骰子六次");
  await axe(officer);
  await press(officer, "抽取");
  await expect(officer.getByText(/重算：一致。$/)).toBeVisible();
  await axe(officer);
  await officer.getByRole("link", { name: "退出大屏" }).click();
  await stands(officer, "已抽取");
}

/** The row of the clerk's unit among the visits of a plan. */
function row(page: Page): Locator {
  return page.getByRole("table", { name: "检查安排" }).getByRole("row").filter({ hasText: UNIT_NAME });
}

/** Puts the visit of the clerk's unit on today, for the test plays it; whoever the draw put there goes later. */
async function visitToday(officer: Page, plan: string): Promise<void> {
  if ((await row(officer).getByText(today()).count()) > 0) return;
  const others = officer.getByRole("table", { name: "检查安排" }).getByRole("row");
  const there = others.filter({ hasText: today() }).filter({ hasText: "第 1 组" });
  if ((await there.count()) > 0) await arrange(officer, plan, there, "later");
  await arrange(officer, plan, row(officer), "today");
  await expect(row(officer)).toContainText(today());
}

async function arrange(officer: Page, plan: string, visit: Locator, when: "today" | "later"): Promise<void> {
  await visit.getByRole("link", { name: "改期或换组" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toContainText("排定");
  await axe(officer);
  const free = officer.getByRole("table", { name: "各组能不能去、哪天有空" }).getByRole("row").filter({ hasText: "第 1 组" });
  await (when === "today" ? free.getByRole("link", { name: today() }) : free.getByRole("link").last()).click();
  await press(officer, "保存安排");
  await expect(officer).toHaveURL(new RegExp(`${plan}$`));
}

/** Plays the visit of the clerk's unit and answers its address. */
async function visiting(plan: string, officer: Page, clerk: Page, inspectors: Page[]): Promise<string> {
  const lead = inspectors[0] as Page;
  await open(officer, plan);
  const visit = new URL((await row(officer).getByRole("link").first().getAttribute("href")) ?? "", officer.url()).pathname;
  await look(officer, `${visit}/notice`);

  await look(clerk, visit);
  await press(clerk, "签收通知");
  await stands(clerk, "已签收");

  await look(lead, visit);
  await press(lead, "开始现场检查");
  await stands(lead, "现场");
  for (const words of ["听取了主任的汇报。", "召开座谈会一次。", "访谈科室负责人三人。", "访谈办事群众五人。", "查阅会议记录两份。"]) {
    await lead.getByLabel(/的记录$/).fill(words);
    await press(lead, "记录");
    await expect(lead.locator("#record").getByText(words, { exact: true })).toBeVisible();
  }
  await finding(lead);
  await axe(lead);

  for (const inspector of inspectors) await score(inspector, `${visit}/score`);

  await open(lead, visit);
  for (const reason of await lead.getByLabel(/^没有“.*”记录的理由/).all()) await reason.fill("与其他材料一并查阅。");
  await press(lead, "口头反馈");
  await stands(lead, "已口头反馈");

  await look(clerk, visit);
  await clerk.getByLabel("单位的意见").fill("认可检查意见，立即整改。");
  await press(clerk, "确认口头反馈");
  await expect(clerk.getByText("认可检查意见，立即整改。").first()).toBeVisible();

  await look(lead, `${visit}/score`);
  await press(lead, "汇总评分");
  await expect(lead.getByRole("heading", { name: "评分结果" })).toBeVisible();
  await axe(lead);
  await open(lead, visit);
  await press(lead, "锁定分数");
  await press(lead.getByRole("dialog"), "锁定分数");
  await stands(lead, "已锁定");

  await look(officer, visit);
  await press(officer, "发出书面反馈");
  await stands(officer, "已书面反馈");
  await look(clerk, visit);
  return visit;
}

async function finding(lead: Page): Promise<void> {
  const form = formOf(lead, "记一个问题");
  await form.getByLabel("部分", { exact: true }).selectOption({ index: 0 });
  await form.getByLabel("指标", { exact: true }).selectOption("F1.3");
  await form.getByLabel("问题", { exact: true }).fill(FINDING);
  await form.getByLabel("看到的情况").fill("抽查 20 项，其中两项的追责情形没有列出。");
  await form.getByLabel("程度", { exact: true }).selectOption({ label: "轻微" });
  await form.getByLabel("初步整改意见").fill("对照审定版本逐项补齐。");
  await press(form, "记一个问题");
  await expect(lead.getByRole("heading", { name: new RegExp(FINDING) })).toBeVisible();
}

async function score(inspector: Page, address: string): Promise<void> {
  await look(inspector, address);
  const line = (code: string) => inspector.getByRole("region", { name: new RegExp(`^${code}`) });
  await line("F1.1").getByRole("radio").first().check();
  await line("F1.2").getByRole("spinbutton").fill("0");
  await unfold(line("F1.3"), "理由、证据和不适用");
  await line("F1.3").getByRole("spinbutton").fill("2");
  await line("F1.3").getByLabel("理由", { exact: true }).fill("两项的追责情形没有列出。");
  await line("F1.3").getByLabel("以哪条记录为证").selectOption("5");
  await line("F1.4").getByRole("radio").first().check();
  await line("F1.5").getByRole("radio").first().check();
  await line("F1.6").getByRole("spinbutton").fill("0");
  const saved = inspector.waitForResponse((answer) => answer.url().includes("/api/visit/save_sheet") && answer.status() < 400);
  await press(inspector, "保存");
  await saved;
  await expect(inspector.getByText("全部指标已评。提交后不能再改。")).toBeVisible();
  await press(inspector, "提交打分");
  await expect(inspector.getByText("您的打分已提交")).toBeVisible();
  await axe(inspector);
}

async function rectifying(visit: string, officer: Page, clerk: Page, head: Page, inspectors: Page[]): Promise<void> {
  const [lead, member] = inspectors as [Page, Page];
  await look(officer, "/ledger/order");
  const waiting = officer.getByRole("row").filter({ has: officer.locator(`a[href="${visit}"]`) });
  await press(waiting, "列入台账");
  await expect(officer).toHaveURL(/\/ledger\/order\?visit=/);
  await officer.getByLabel(new RegExp(`^${FINDING}`)).check();
  await press(officer, "责令限期整改");
  await expect(officer).toHaveURL(/\/ledger\?state=ordered/);
  await axe(officer);
  const link = officer.getByRole("row").filter({ hasText: FINDING }).getByRole("link").first();
  const entry = new URL((await link.getAttribute("href")) ?? "", officer.url()).pathname;

  await look(clerk, "/ledger");
  await look(clerk, entry);
  await press(clerk, "签收责令");
  await stands(clerk, "已签收");
  await clerk.getByLabel("整改措施").fill("对照审定版本补齐两项追责情形，并逐项复核其余各项。");
  await clerk.getByLabel("责任科室和责任人").fill("办公室");
  await press(clerk, "提交整改方案");
  await stands(clerk, "方案待批");

  await look(officer, entry);
  await press(officer, "批准方案");
  await stands(officer, "方案已批准");

  await look(clerk, entry);
  await clerk.getByLabel("本次进展").fill("两项已补齐，其余各项复核无误。");
  await clerk.getByLabel("完成比例（自估）").fill("100");
  await press(clerk, "报告进展");
  await stands(clerk, "整改中");
  const closure = formOf(clerk, "拟销号申请，送负责人签字");
  await closure.getByLabel("销号申请").fill("已全部整改到位，申请销号。");
  await press(closure, "拟销号申请，送负责人签字");
  await stands(clerk, "待负责人签字");

  await look(head, entry);
  await press(head, "签字并申请销号");
  await stands(head, "申请销号");
  await look(officer, entry);
  await press(officer, "受理材料");
  await stands(officer, "待现场验收");

  await look(member, entry);
  const seen = formOf(member, "记录验收通过");
  await seen.getByLabel("现场所见").fill("公示网页已补齐，抽查未见同类问题。");
  await press(seen, "记录验收通过");
  await stands(member, "验收通过");
  await look(lead, entry);
  await press(lead, "销号");
  await stands(lead, "已销号");
  await look(clerk, entry);
}

async function ranking(officer: Page, leader: Page, clerk: Page): Promise<void> {
  const address = `/ranking/${today().slice(0, 4)}`;
  await look(leader, address);
  await stands(leader, "已提交会议");
  await press(leader, "退回重算");
  const dialog = leader.getByRole("dialog");
  await dialog.getByLabel("理由").fill("本周又有一个单位的检查分锁定，请重新计算。");
  await press(dialog, "退回重算");
  await stands(leader, "试算");

  await look(officer, "/ranking");
  await look(officer, `${address}/workbench`);
  await look(officer, address);
  const computed = officer.waitForResponse((answer) => answer.url().includes("/api/ranking/compute"));
  await press(officer, "重新计算");
  await computed;
  await open(officer, address);
  await press(officer, "提交专题会议");
  await stands(officer, "已提交会议");

  await open(leader, address);
  await leader.getByLabel("会议日期").fill(today());
  await leader.getByLabel("参加人员").fill("改革办、编办、司法局负责人，共 5 人");
  await leader.getByLabel("会议记录").fill("会议听取了检查情况汇报，审议了综合排名。");
  await leader.getByLabel("会议决定").fill("同意综合排名，只对本单位公布。");
  await press(leader, "记录专题会议");
  await press(leader, "按会议决定审定");
  await stands(leader, "会议已审定");
  await axe(leader);
  await leader.getByLabel(/^只对本单位/).check();
  await press(leader, "公布");
  await stands(leader, "已公布");

  await look(clerk, "/ranking");
  await look(clerk, address);
  await expect(clerk.getByRole("row").filter({ hasText: UNIT_NAME }).first()).toBeVisible();
}

async function oversight(browser: Browser, leader: Page): Promise<void> {
  await look(leader, "/dashboard");
  const auditor = await enter(browser, "auditor");
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
