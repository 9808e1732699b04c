// Files that cannot be taken: those that are too large are named before they are sent, and what the server refuses
// stands once on the page that sent it. And those that are taken: a picture is shown.

import { open as create } from "node:fs/promises";

import { axe, enter, expect, open, openTask, pathOf, test } from "../support.ts";

/** A picture of one dot. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Makes a file of so many bytes, and answers its path. */
async function fileOf(bytes: number, name: string): Promise<string> {
  const path = test.info().outputPath(name);
  const file = await create(path, "w");
  await file.truncate(bytes);
  await file.close();
  return path;
}

test("files that are too large are not sent, and what is refused is said once", async ({ browser }) => {
  const page = await enter(browser, "clerk1");
  await open(page, "/self-check");
  const task = await pathOf(openTask(page));
  await open(page, `${task}?part=1`);
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

  await test.step("the content is not what the name says", async () => {
    await field.setInputFiles({ name: "说明.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\x90\0") });
    await expect(page.getByText("这些文件一共不能超过 50 MiB，请分几次上传")).toBeHidden();
    await send.click();
    await expect(page).toHaveURL(/refused=/);
    await expect(page.getByRole("alert").filter({ hasText: "文件的内容与文件名的后缀不符" })).toHaveCount(1);
    await axe(page);
  });
});

test("a picture is shown in the list of files", async ({ browser }) => {
  const page = await enter(browser, "clerk1");
  await open(page, "/self-check");
  const task = await pathOf(openTask(page));
  await open(page, `${task}?part=1`);
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
