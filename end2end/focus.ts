// Whether whoever works by the keyboard sees where they are.

/** Runs in the page: what has the focus without a line around it or around its field; nothing if there is a line. */
export function unmarked(): string | null {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  // A box that is ticked is drawn by its label, and the field of the search by what is around it.
  const drawn = [focused, focused.nextElementSibling, focused.parentElement, focused.parentElement?.parentElement];
  const isMarked = drawn.some((one) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
  return isMarked ? null : focused.outerHTML.slice(0, 200);
}
