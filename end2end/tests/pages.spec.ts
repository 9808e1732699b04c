// Every kind of page that a person can reach by following links from their home, as each role: it opens, it is no
// refusal, axe finds nothing on it, and nothing on it is wider than the screen. Once in Chinese on a desk, once in
// English in the dark on a phone (ZEQING_LOOKS=two), or in every width, language and theme (ZEQING_LOOKS=all).
// ZEQING_PICTURES=<folder> takes a picture of each page.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import type { Browser, Page } from "@playwright/test";

import { axe, expect, fits, PASSWORD, signIn, test } from "../support.ts";

/** Those of the demo who see different things. */
const PEOPLE = ["leader", "officer", "legal", "inspector1", "clerk1", "head2", "sysadmin", "secadmin", "auditor"];

/** How a person has their pages. */
interface Look {
  readonly lang: "zh" | "en";
  readonly theme: "light" | "dark";
  readonly text: "normal" | "large";
  readonly width: number;
}

const DESK: Look = { lang: "zh", theme: "light", text: "normal", width: 1440 };
const PHONE: Look = { lang: "en", theme: "dark", text: "normal", width: 390 };

/** Where the pictures go, if any are wanted. */
const PICTURES = process.env["ZEQING_PICTURES"];

/** Each width, language and theme, and large type where it is narrowest. */
const EVERY_LOOK: Look[] = [
  ...[1440, 820, 390].flatMap((width) =>
    (["zh", "en"] as const).flatMap((lang) =>
      (["light", "dark"] as const).map((theme): Look => ({ lang, theme, text: "normal", width })),
    ),
  ),
  { lang: "zh", theme: "light", text: "large", width: 390 },
  { lang: "zh", theme: "light", text: "large", width: 1440 },
];

const LOOKS = process.env["ZEQING_LOOKS"] === "all" ? EVERY_LOOK : [DESK, PHONE];

/** The kind of page behind an address: its ids and the values of its query left out. */
function kind(address: URL): string {
  const parts = address.pathname.split("/").map((part) => (/\d/.test(decodeURIComponent(part)) ? "*" : part));
  const asked = [...address.searchParams.keys()].filter((name) => address.searchParams.get(name) !== "");
  return [parts.join("/"), ...new Set(asked.sort())].join(" ");
}

/** A window of this look for a person of the demo. */
async function windowOf(browser: Browser, baseURL: string, who: string, look: Look): Promise<Page> {
  const { lang, theme, text, width } = look;
  const height = width > 1000 ? 900 : 844;
  const context = await browser.newContext({ baseURL, viewport: { width, height }, hasTouch: width < 1000 });
  const cookies = { lang, theme, text };
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: baseURL })));
  const page = await context.newPage();
  await signIn(page, who, PASSWORD);
  return page;
}

for (const look of LOOKS) {
  const name = `${look.lang} ${look.width} ${look.theme} ${look.text}`;
  test(`every page is whole: ${name}`, async ({ browser, server }) => {
    test.setTimeout(1_800_000);
    const kinds = new Set<string>();
    for (const who of PEOPLE) {
      await test.step(who, async () => {
        const page = await windowOf(browser, server.url, who, look);
        const found = new Map([["/", new URL("/", server.url)]]);
        for (const [kindOfPage, address] of found) {
          const answer = await page.goto(address.href);
          const place = `${who}: ${address.pathname}${address.search}`;
          // A refusal does not end the walk, so that one run tells of all.
          expect.soft(answer?.status(), place).toBe(200);
          if (answer?.status() !== 200) continue;
          await page.locator("html[data-live]").waitFor({ state: "attached" });
          if (PICTURES) await picture(page, join(PICTURES, name.replaceAll(" ", "-"), who), kindOfPage);
          await fits(page);
          if (!kinds.has(kindOfPage)) await axe(page);
          kinds.add(kindOfPage);
          for (const link of await links(page)) {
            if (link.origin === server.url && !found.has(kind(link))) {
              found.set(kind(link), link);
            }
          }
        }
        await page.context().close();
      });
    }
  });
}

/** The addresses of the application's pages that the page leads to, without their fragments: downloads are no pages. */
async function links(page: Page): Promise<URL[]> {
  // By attribute, for a link in a drawing has no address of its own.
  const followed = page.locator("a[href]:not([rel~=external], [download])");
  const addresses = await followed.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  return addresses.map((address) => {
    const url = new URL(address, page.url());
    url.hash = "";
    return url;
  });
}

async function picture(page: Page, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = name.replaceAll("/", "-").replace(/^-/, "").replaceAll("*", "x").replaceAll(" ", "~") || "home";
  await page.screenshot({ path: join(folder, `${file}.png`), fullPage: true });
}
