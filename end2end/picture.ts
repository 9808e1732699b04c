// Pictures of pages that lie in the repository: whole, at rest, and as small as they can be kept.

import type { Page } from "@playwright/test";
import sharp from "sharp";

/** How high a picture of a whole page is at most (px): what lies further down a list repeats its rows. */
const MOST_HEIGHT = 4000;

/** How many colours a picture has at most. A page has some forty, and what lies between them at the edges of letters. */
const COLOURS = 64;

/** How often a page is looked at until it is at rest. */
const LOOKS = 20;

/** What keeps to an edge of the window while one reads: in the picture of a whole page it would lie across its rows. */
const IN_ITS_PLACE = ".acts.stick, .tab-bar, .tbl-foot.chosen, .toasts, .crash { position: static !important; }";

/** The page from its top to its end, with every bar in its place. */
export async function wholePage(page: Page): Promise<Buffer> {
  // The policy of the pages lets nobody put a style element into them.
  await page.evaluate((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
  }, IN_ITS_PLACE);
  const clip = { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height: MOST_HEIGHT };
  return small(await atRest(page, () => page.screenshot({ animations: "disabled", fullPage: true, clip })));
}

/** What the window shows of the page at its top. */
export async function windowful(page: Page): Promise<Buffer> {
  return small(await atRest(page, () => page.screenshot({ animations: "disabled" })));
}

/** The picture, once two in a row are the same: until then something moves, or is still to come. */
async function atRest(page: Page, take: () => Promise<Buffer>): Promise<Buffer> {
  // A bar that stays at the top of the window would otherwise stand where the page was left.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  let last = await take();
  for (let look = 1; look < LOOKS; look += 1) {
    const next = await take();
    if (next.equals(last)) return next;
    last = next;
  }
  throw new Error(`${page.url()} does not come to rest`);
}

/** The picture with a palette of few colours: a third of its size. What is compared was made small in the same way. */
async function small(picture: Buffer): Promise<Buffer> {
  return sharp(picture).png({ palette: true, colours: COLOURS, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer();
}
