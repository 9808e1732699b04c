import { axe, expect, test } from "../support.ts";

test("the sign-in page has a heading, its two fields and no barrier", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByLabel(/^(账号|Account)/)).toBeVisible();
  await expect(page.getByLabel(/^(密码|Password)/)).toBeVisible();
  await axe(page);
});
