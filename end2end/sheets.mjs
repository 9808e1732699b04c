// Contact sheets of the pictures of a look, for whoever reviews them:
// `node end2end/sheets.mjs docs/pictures/zh-1440-light` puts every picture of that folder under its name into sheets in
// end2end/test-results/sheets. What is longer than its column goes on in the next one; with a number behind the folder
// only so many px from the top of each picture are shown.

import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import sharp from "sharp";

/** Width and height of a sheet (px): what a screen shows at once. */
const SHEET = 1600;

/** What stays free around everything, and the height of a name (px). */
const GAP = 12;
const NAME = 22;

/** A rest of a column that is lower than this stays free (px). */
const LEAST = 160;

const [folder, most = "4000"] = process.argv.slice(2);
if (!folder) throw new Error("which folder? For example: node end2end/sheets.mjs docs/pictures/zh-1440-light");

const names = (await readdir(folder)).filter((name) => name.endsWith(".png")).sort();
if (names.length === 0) throw new Error(`there is no picture in ${folder}`);

const { width: widest = 0 } = await sharp(join(folder, names[0])).metadata();
const columns = widest > 1000 ? 2 : widest > 500 ? 3 : 4;
const across = Math.floor((SHEET - GAP) / columns) - GAP;

/** What stands on each sheet, and where the next picture begins. */
const sheets = [[]];
let [column, top] = [0, GAP];

for (const name of names) {
  const picture = await scaled(join(folder, name));
  for (let done = 0; done < picture.height; ) {
    const left = picture.height - done;
    if (room() < Math.min(LEAST, left)) nextColumn();
    const height = Math.min(left, room());
    const words = `${basename(name, ".png")}${done > 0 ? " (…)" : ""}`;
    const part = await sharp(picture.data).extract({ left: 0, top: done, width: picture.width, height }).toBuffer();
    const edge = GAP + column * (across + GAP);
    sheets.at(-1).push({ input: written(words), left: edge, top }, { input: part, left: edge, top: top + NAME });
    top += NAME + height + GAP;
    done += height;
  }
}

const to = fileURLToPath(new URL(`test-results/sheets/${basename(resolve(folder))}/`, import.meta.url));
await rm(to, { recursive: true, force: true });
await mkdir(to, { recursive: true });
for (const [at, parts] of sheets.entries()) {
  const empty = sharp({ create: { width: SHEET, height: SHEET, channels: 3, background: "#555" } });
  const file = join(to, `${String(at + 1).padStart(2, "0")}.png`);
  await empty.composite(parts).png().toFile(file);
  console.log(file);
}

/** So much of a picture goes under the next name of this column (px). */
function room() {
  return SHEET - top - NAME - GAP;
}

function nextColumn() {
  top = GAP;
  column = (column + 1) % columns;
  if (column === 0) sheets.push([]);
}

/** The picture from its top, as wide as a column. */
async function scaled(file) {
  const { width = 0, height = 0 } = await sharp(file).metadata();
  const shown = { left: 0, top: 0, width, height: Math.min(height, Number(most)) };
  const narrowed = sharp(file).extract(shown).resize({ width: across }).png();
  const { data, info } = await narrowed.toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** A name as a picture. Names of pages have no sign that means something in SVG. */
function written(words) {
  const text = `<text y="16" font-family="sans-serif" font-size="14" fill="#fff">${words}</text>`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${NAME}">${text}</svg>`);
}
