// Files that cannot be taken: those that are too large are named before they are sent, and what the server refuses
// stands once on the page that sent it. And those that are taken: how far they are is shown, their sending is stopped and
// tried again, a picture is shown, and a text can be viewed.

import { open as create } from "node:fs/promises";

import type { Browser, Page } from "@playwright/test";

import { axe, enter, expect, open, openTask, pathOf, test } from "../support.ts";

test.use({ expected: [/(status of 422|net::ERR_\w+) .*\/evidence\)$/] });

/** A picture of one dot. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** The first part of the self-check that waits for the clerk, and its address. */
async function firstPart(browser: Browser): Promise<[page: Page, address: string]> {
  const page = await enter(browser, "clerk1");
  await open(page, "/self-check");
  const address = `${await pathOf(openTask(page))}?part=1`;
  await open(page, address);
  return [page, address];
}

/** Makes a file of so many bytes, and answers its path. */
async function fileOf(bytes: number, name: string): Promise<string> {
  const path = test.info().outputPath(name);
  const file = await create(path, "w");
  await file.truncate(bytes);
  await file.close();
  return path;
}

test("files that are too large are not sent, and what is refused is said once", async ({ browser }) => {
  const [page] = await firstPart(browser);
  const field = page.getByLabel("证明材料：网页截图").first();
  const send = page.getByRole("button", { name: "上传所选文件" }).first();
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/evidence")) sent.push(request.url());
  });

  await test.step("one file is too large", async () => {
    await field.setInputFiles(await fileOf((25 << 20) + 1, "扫描件.pdf"));
    await expect(page.getByText("扫描件.pdf：文件不能超过 25 MiB，请压缩或拆分后再上传")).toBeVisible();
    await axe(page);
    await send.click();
  });

  await test.step("the files are too large together", async () => {
    const names = ["一.pdf", "二.pdf", "三.pdf"];
    await field.setInputFiles(await Promise.all(names.map((name) => fileOf(18 << 20, name))));
    await expect(page.getByText("这些文件一共不能超过 50 MiB，请分几次上传")).toBeVisible();
    await send.click();
    expect(sent).toEqual([]);
  });

  await test.step("one of them is of a kind that is not taken", async () => {
    const files = ["一.pdf", "二.zip"].map((name) => ({ name, mimeType: "application/pdf", buffer: DOT }));
    await field.setInputFiles(files);
    await expect(page.getByText("二.zip：不接收 zip 类文件；可以上传：pdf、doc、docx")).toBeVisible();
    await send.click();
    expect(sent).toEqual([]);
  });

  await test.step("the content is not what the name says", async () => {
    await field.setInputFiles({ name: "说明.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\x90\0") });
    await expect(page.getByText("二.zip：不接收")).toBeHidden();
    await send.click();
    await expect(page.getByRole("alert").filter({ hasText: "说明.pdf：文件的内容与文件名的后缀不符" })).toHaveCount(1);
    await expect(page.getByRole("button", { name: "重试", exact: true })).toBeVisible();
    await expect(page).not.toHaveURL(/refused=/);
    await axe(page);
  });

  await test.step("there is nothing in it", async () => {
    await field.setInputFiles({ name: "空白.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) });
    await expect(page.getByText("空白.pdf：文件是空的，请换一个文件")).toBeVisible();
  });
});

test("an upload shows how far it is, is cancelled, and is tried again after the network was lost", async ({ browser }) => {
  const [page, address] = await firstPart(browser);
  const file = { name: "栏目页面.png", mimeType: "image/png", buffer: DOT };
  const field = page.getByLabel("证明材料：网页截图").first();
  const send = page.getByRole("button", { name: "上传所选文件" }).first();
  const bar = page.getByRole("progressbar", { name: /^栏目页面\.png（1 KiB）：\d+%$/ });
  const link = page.getByRole("link", { name: file.name });
  const upload = (url: URL) => url.pathname.endsWith("/evidence");
  let sent = 0;

  await test.step("cancelled, it leaves nothing behind", async () => {
    await page.route(upload, () => {
      sent += 1;
    });
    await field.setInputFiles(file);
    await send.click();
    await expect(bar).toBeVisible();
    await expect(send).toHaveAttribute("aria-disabled", "true");
    await expect(page.getByRole("status").filter({ hasText: "开始上传" })).toHaveCount(1);
    await axe(page);
    await page.getByRole("button", { name: "取消上传" }).click();
    await expect(bar).toBeHidden();
    await expect(page.getByRole("status").filter({ hasText: "已取消上传" })).toBeVisible();
    await expect(field).toBeFocused();
    expect(sent).toBe(1);
    await page.unroute(upload);
    await open(page, address);
    await expect(send).toBeVisible();
    await expect(link).toHaveCount(0);
  });

  await test.step("tried again, it is taken without a new page", async () => {
    await page.route(upload, (route) => route.abort("failed"));
    await page.evaluate(() => document.documentElement.setAttribute("data-stays", ""));
    await field.setInputFiles(file);
    await send.click();
    const refusal = page.getByRole("alert").filter({ hasText: "连不上服务器" });
    await expect(refusal).toBeVisible();
    await axe(page);
    await page.unroute(upload);
    await refusal.getByRole("button", { name: "重试", exact: true }).click();
    await expect(link).toHaveCount(1);
    await expect(refusal).toBeHidden();
    await expect(page.getByRole("status").filter({ hasText: "已办理：上传所选文件" })).toBeVisible();
    await expect(page.locator("html[data-stays]")).toBeAttached();
    await axe(page);
  });
});

test("no photograph is taken while files are on their way", async ({ browser }) => {
  const page = await enter(browser, "inspector1");
  const task = page.locator("main li.todo").filter({ hasText: "量化评分" }).first();
  const visit = (await pathOf(task.getByRole("link").first())).replace(/\/score$/, "");
  await open(page, `${visit}/score?area=1`);
  const line = page.getByRole("region", { name: /^F1\.2/ });
  const camera = line.locator("input[capture]");
  await page.route((url) => url.pathname.endsWith("/evidence"), () => {});
  await expect(camera).toBeEnabled();
  await line.locator("input[type=file]:not([capture])").setInputFiles({ name: "现场.png", mimeType: "image/png", buffer: DOT });
  await line.getByRole("button", { name: "上传", exact: true }).click();
  await expect(camera).toBeDisabled();
  await page.getByRole("button", { name: "取消上传" }).click();
  await expect(camera).toBeEnabled();
});

test("a text can be viewed, and the browser runs nothing of it", async ({ browser }) => {
  const [page] = await firstPart(browser);
  const text = { name: "栏目说明.txt", mimeType: "text/plain", buffer: Buffer.from("责任清单公示专栏。") };
  await page.getByLabel("证明材料：网页截图").first().setInputFiles(text);
  await page.getByRole("button", { name: "上传所选文件" }).first().click();
  const file = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: text.name }) });
  const view = file.getByRole("link", { name: "在线查看" });
  await expect(view).toHaveAttribute("target", "_blank");
  const answer = await page.request.get((await view.getAttribute("href")) ?? "");
  expect(await answer.body()).toEqual(text.buffer);
  expect(answer.headers()["content-disposition"]).toMatch(/^inline;/);
  expect(answer.headers()["content-security-policy"]).toMatch(/^sandbox;/);
});

test("a picture is shown in the list of files", async ({ browser }) => {
  const [page] = await firstPart(browser);
  const dot = { name: "网页.png", mimeType: "image/png", buffer: DOT };
  await page.getByLabel("证明材料：网页截图").first().setInputFiles(dot);
  await page.getByRole("button", { name: "上传所选文件" }).first().click();
  const file = page.getByRole("listitem").filter({ hasText: "网页.png" }).first();
  const picture = file.getByRole("img", { name: "网页.png" });
  await expect(picture).toBeHidden();
  await file.getByText("看图").click();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await axe(page);
});
