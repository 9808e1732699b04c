// What was typed into a form is not lost by leaving it, and not put over what somebody else has done.

import { axe, enter, expect, open, press, test, today } from "../support.ts";

test.use({ expected: [/status of 409 .*\/api\/policy\/set_recusal\)$/] });

test("what was typed and not sent is offered again, put back or discarded", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/plans/new");
  const title = page.getByLabel(/^方案名称/);
  const drawn = await title.inputValue();
  await title.fill("只打了一半的方案");
  await page.reload();
  const offer = page.getByText("这里有上次填了没有提交的内容。");
  await expect(offer).toBeVisible();
  await expect(title).toHaveValue(drawn);
  await axe(page);
  await page.getByRole("button", { name: "恢复", exact: true }).click();
  await expect(title).toHaveValue("只打了一半的方案");
  await expect(title).toBeFocused();
  await expect(offer).toBeHidden();

  await page.reload();
  await page.getByRole("button", { name: "丢弃", exact: true }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-live");
  await expect(offer).toBeHidden();
});

test("a form that got no answer says so, and nothing of it is left after the sign-out", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/plans/new");
  const title = page.getByLabel(/^方案名称/);
  await title.fill("没有回音的方案");
  // A gateway answers in the server's place.
  await page.route("**/api/inspection/draft_plan", (route) => route.fulfill({ contentType: "text/html", body: "<p>…</p>" }));
  // What the form asks for at least, so that the browser sends it.
  await page.getByLabel("检查开始", { exact: true }).fill(today());
  await page.getByLabel("检查结束", { exact: true }).fill(today());
  await page.getByRole("button", { name: "保存草案" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page.unroute("**/api/inspection/draft_plan");
  await page.reload();
  await expect(page.getByText(/^上次提交后没有收到答复/)).toBeVisible();

  const kept = () =>
    page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith("zeqing.form ")).length);
  expect(await kept()).toBe(1);
  await page.getByText("退出", { exact: true }).evaluate((button: HTMLElement) => button.click());
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await kept()).toBe(0);
});

test("what was typed while somebody else changed the record is kept back until it was looked at", async ({ browser }) => {
  const [page, other] = [await enter(browser, "secadmin"), await enter(browser, "secadmin")];
  for (const window of [page, other]) await open(window, "/admin/policy");
  const years = page.getByLabel("回避年限（年）", { exact: true });
  await years.fill("7");
  await page.getByLabel("修改理由").fill("打了一半的理由");
  await other.getByLabel("修改理由").fill("按办法第十四条，一律回避");
  await press(other, "保存回避年限");
  await expect(other.getByRole("status").filter({ hasText: "已办理：保存回避年限" })).toBeVisible();

  await press(page, "保存回避年限");
  const refused = page.getByRole("alert").filter({ hasText: "别人刚刚改过" });
  await expect(refused).toBeVisible();
  await expect(years).toHaveValue("7");
  await axe(page);
  await refused.getByRole("link", { name: "重新载入" }).click();
  await expect(page.getByText(/此后这条记录有人改过/)).toBeVisible();
  await expect(years).toHaveValue("");
  await axe(page);
  // Field by field: what stands there beside what was typed.
  const reason = page.getByLabel("修改理由", { exact: true });
  await expect(page.getByRole("listitem").filter({ hasText: "修改理由" })).toContainText("打了一半的理由");
  await press(page, /^修改理由.*用我填写的$/);
  await expect(reason).toHaveValue("打了一半的理由");
  await expect(reason).toBeFocused();
  await press(page, /^回避年限.*用现在的$/);
  await expect(years).toHaveValue("");
  await expect(page.getByText(/此后这条记录有人改过/)).toBeHidden();

  // What was decided is kept as if it were typed.
  await open(page, "/admin/policy");
  await press(page, "恢复");
  await expect(reason).toHaveValue("打了一半的理由");
  await expect(years).toHaveValue("");
});

test("what was done is said in the corner of the page that it leads to, and nothing is kept of it", async ({ browser }) => {
  const page = await enter(browser, "officer");
  await open(page, "/plans/new");
  await page.getByLabel(/^方案名称/).fill("一份完整的方案");
  await page.getByLabel("检查开始", { exact: true }).fill(today());
  const last = new Date(Date.parse(today()) + 60 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("检查结束", { exact: true }).fill(last);
  await page.getByLabel(/^街道办事处（现有/).fill("20%");
  await page.getByRole("button", { name: "保存草案" }).click();
  const said = page.getByRole("status").filter({ hasText: "已办理：保存草案" });
  await expect(said).toBeVisible();
  await expect(page).toHaveURL(/\/plans\/P-/);
  await axe(page, "looked at");
  await said.getByRole("button", { name: "关闭" }).click();
  await expect(said).toBeHidden();
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith("zeqing.form ")).length)).toBe(0);
});

test("whoever closes the window is asked while it keeps something unsent, and not on a way of ours", async ({ browser }) => {
  const page = await enter(browser, "officer");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await open(page, "/plans/new");
  const title = page.getByLabel(/^方案名称/);
  await title.click();
  await title.fill("关窗以前的方案");
  await expect(page.getByText("已暂存在本窗口，提交后清除")).toBeVisible();
  await axe(page);
  // The whole page is left here, and what was typed is offered on the next.
  await press(page, "English");
  await expect(page.getByText("You left this form without sending what you had typed.")).toBeVisible();
  expect(asked).toEqual([]);

  await press(page, "Put it back");
  await expect(page.getByText("Kept in this window until it is sent")).toBeVisible();
  // A moment after the last press, as whoever looks for the window's own button.
  await page.waitForTimeout(1500);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  expect(page.isClosed()).toBe(false);
});
