// Plays a test by keyboard alone (ZEQING_KEYBOARD=1). Whatever it presses, ticks, chooses or fills in is reached by the
// Tab key, must have the focus to be seen then, and is used by the keys that a person would use. Only the choice of a
// file is not: that is a window of the system's.

import { expect, type Locator, type Page } from "@playwright/test";

import { unmarked } from "./focus.ts";

/** So many stops are passed on the way to a field at most: a long form has many, a trap has no end. */
const STOPS = 600;

/** So many stops a field of a date has at most: its three parts, and what opens its calendar. */
const STOPS_OF_DATE = 5;

/** The focus may be nowhere for so long (ms), while what had it goes and what gets it comes. */
const NOWHERE = 2_000;

type Acts = Pick<Locator, "click" | "check" | "uncheck" | "fill" | "selectOption" | "setInputFiles">;

let isInForce = false;

declare global {
  interface Window {
    /** Whether something of the page that was loaded has had the focus. */
    hadFocus?: boolean;
  }
}

/** From here on every page's locators act by keys, and this page remembers whether the focus was ever somewhere. */
export async function byKeyboardAlone(page: Page): Promise<void> {
  await page.addInitScript(() => addEventListener("focusin", () => (window.hadFocus = true)));
  if (isInForce) return;
  isInForce = true;
  const locator = Object.getPrototypeOf(page.locator("html")) as Acts;
  const setFiles = locator.setInputFiles;
  const acts: Acts = {
    async click(this: Locator) {
      await reach(this);
      await this.page().keyboard.press("Enter");
    },
    async check(this: Locator) {
      await tick(this, true);
    },
    async uncheck(this: Locator) {
      await tick(this, false);
    },
    async fill(this: Locator, value: string) {
      await reach(this);
      await write(this, value);
    },
    async selectOption(this: Locator, wanted: Parameters<Locator["selectOption"]>[0]) {
      await reach(this);
      return choose(this, wanted);
    },
    async setInputFiles(this: Locator, ...files: Parameters<Locator["setInputFiles"]>) {
      await reach(this);
      await setFiles.apply(this, files);
    },
  };
  Object.assign(locator, acts);
}

/** Where a place lies from the focus: on it, behind it, or before it. */
type Way = "here" | "forward" | "back";

async function reach(target: Locator): Promise<void> {
  await expect(target).toBeEnabled();
  const page = target.page();
  // An act or a link may take away what had the focus; it must be put somewhere then, and not on the whole page.
  const isKept = () => window.hadFocus !== true || (document.activeElement ?? document.body) !== document.body;
  const kept = { message: `there is a focus before ${String(target)} on ${page.url()}`, timeout: NOWHERE };
  // A page that is on its way has no focus yet.
  const look = () => page.evaluate(isKept).catch(() => false);
  await expect.configure({ soft: true }).poll(look, kept).toBe(true);
  for (let stop = 0; stop < STOPS; stop++) {
    const way = await target.evaluate(wayTo);
    if (way === "here") {
      expect.soft(await page.evaluate(unmarked), `the focus on ${String(target)} is to be seen`).toBeNull();
      return;
    }
    await page.keyboard.press(way === "forward" ? "Tab" : "Shift+Tab");
  }
  throw new Error(`${String(target)} on ${page.url()} is not reached by the Tab key`);
}

/** Runs in the page. One radio of a group stands for all of them: the arrows lead on. */
function wayTo(target: Element): Way {
  const focus = document.activeElement;
  if (focus === null || focus === document.body) return "forward";
  // The words of a field are pressed by the field, and words within a button, a link or a summary by that.
  const field = target instanceof HTMLLabelElement ? target.control : null;
  const place = field ?? target.closest("a[href], button, summary, input, select, textarea") ?? target;
  if (focus === place) return "here";
  const isGroup = place instanceof HTMLInputElement && focus instanceof HTMLInputElement && place.type === "radio";
  if (isGroup && focus.type === "radio" && focus.name === place.name && focus.form === place.form) return "here";
  const isBehind = focus.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING;
  return isBehind ? "forward" : "back";
}

async function tick(target: Locator, wanted: boolean): Promise<void> {
  await target.waitFor({ state: "attached" });
  if ((await target.isChecked()) === wanted) return;
  await reach(target);
  const keyboard = target.page().keyboard;
  const isRadio = (await target.getAttribute("type")) === "radio";
  await keyboard.press("Space");
  for (let step = 0; isRadio && step < 20 && !(await target.isChecked()); step++) await keyboard.press("ArrowDown");
  expect(await target.isChecked(), `${String(target)} is ticked by the keyboard`).toBe(wanted);
}

async function write(target: Locator, value: string): Promise<void> {
  const keyboard = target.page().keyboard;
  const kind = await target.getAttribute("type");
  if (kind === "date") return writeDate(target, value);
  await keyboard.press("Control+A");
  await keyboard.press("Delete");
  if (value !== "") await keyboard.insertText(value);
  await expect(target).toHaveValue(value);
}

/** A date has three fields in it, in an order that depends on the browser's language. */
async function writeDate(target: Locator, value: string): Promise<void> {
  const [year, month, day] = value.split("-") as [string, string, string];
  for (const parts of [
    [month, day, year],
    [year, month, day],
    [day, month, year],
  ]) {
    await toItsFirstPart(target);
    for (const part of parts) {
      await target.page().keyboard.type(part);
      // Two figures lead on by themselves, four do not.
      if (part === year) await target.page().keyboard.press("ArrowRight");
    }
    if ((await target.inputValue()) === value) return;
  }
  await expect(target).toHaveValue(value);
}

/** Whoever comes from behind is at the last part of a date first, so out before it and in again. */
async function toItsFirstPart(target: Locator): Promise<void> {
  const { keyboard } = target.page();
  const isIn = () => target.evaluate((field) => document.activeElement === field);
  for (let stop = 0; stop < STOPS_OF_DATE && (await isIn()); stop++) await keyboard.press("Shift+Tab");
  await keyboard.press("Tab");
}

async function choose(target: Locator, wanted: Parameters<Locator["selectOption"]>[0]): Promise<string[]> {
  const asked = typeof wanted === "string" ? { value: wanted, label: wanted } : (wanted as Record<string, unknown>);
  const places = await target.evaluate((list: HTMLSelectElement, asked) => {
    const options = [...list.options];
    const is = ({ value, label, index }: HTMLOptionElement) =>
      value === asked["value"] || label.trim() === asked["label"] || index === asked["index"];
    return { all: options.length, to: options.findIndex(is) };
  }, asked);
  if (places.to < 0) throw new Error(`${String(target)} has no ${JSON.stringify(wanted)}`);
  const chosen = () => target.evaluate((list: HTMLSelectElement) => list.selectedIndex);
  // What cannot be chosen is passed over, so it may be fewer steps than there are places.
  for (let left = places.all; left > 0; left--) {
    const at = await chosen();
    if (at === places.to) break;
    await target.page().keyboard.press(at < places.to ? "ArrowDown" : "ArrowUp");
  }
  await expect.poll(chosen).toBe(places.to);
  return [await target.inputValue()];
}
