import { axe, expect, open, PASSWORD, press, test } from "../support.ts";

// The password that is refused.
test.use({ expected: [/status of \d+ .*\/api\/account\/sign_in\)$/] });

test("the sign-in page has a heading, its two fields and no barrier", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByLabel(/^(账号|Account)/)).toBeVisible();
  await expect(page.getByLabel(/^(密码|Password)/)).toBeVisible();
  await expect(page.locator("#demo-people")).toContainText(PASSWORD);
  await expect(page.locator("#demo-people").getByRole("term").filter({ hasText: "clerk4" })).toBeVisible();
  await axe(page);
});

test("a refused password is said on the page, which still has no barrier", async ({ page }) => {
  await open(page, "/sign-in");
  await page.getByLabel("账号", { exact: true }).fill("legal");
  await page.getByLabel("密码", { exact: true }).fill("not-the-password");
  await press(page, "登录");
  await expect(page.getByRole("alert").filter({ hasText: "账号或密码不对" })).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
  await axe(page);
});
