// What was typed into a form is not lost by leaving it, and not put over what somebody else has done.

import { axe, enter, expect, open, test, today } from "../support.ts";

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
