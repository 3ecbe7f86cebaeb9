// Reads what the workbench shows, as its HTML holds it. A list draws only the rows in sight: it is scrolled through.

/** Milliseconds to scroll through a list. A list that does not show all its rows by then is a fault, not a short list. */
const scrollLimit = 6_000;

/** What a list draws now: its rows by their place, and the height of all its rows together. `list` is an element handle. */
function drawn(list) {
  return list.evaluate((element) => {
    const rows = [...element.querySelectorAll('.monaco-list-row')].map((row) => ({
      index: Number(row.getAttribute('data-index')),
      height: row.offsetHeight,
      text: row.innerText.replace(/\s*\n\s*/g, ' ').trim(),
      label: row.getAttribute('aria-label') ?? '',
      level: Number(row.getAttribute('aria-level') ?? 1),
      expanded: row.hasAttribute('aria-expanded') ? row.getAttribute('aria-expanded') === 'true' : null,
      selected: row.getAttribute('aria-selected') === 'true',
      name: row.querySelector('.label-name')?.textContent ?? '',
      description: row.querySelector('.label-description')?.textContent ?? '',
      icon:
        /codicon-([\w-]+)/.exec(
          row.querySelector('.custom-view-tree-node-item-icon')?.className ?? '',
        )?.[1] ?? '',
    }));
    const height = Number.parseFloat(element.querySelector('.monaco-list-rows')?.style.height ?? '0');
    return { rows, height: height || 0 };
  });
}

/** All rows from the first to the last without a gap, or undefined where some have not been drawn. */
function complete(rows, height) {
  const inOrder = [...rows.values()].sort((a, b) => a.index - b.index);
  const sum = inOrder.reduce((total, row) => total + row.height, 0);
  return inOrder.every((row, at) => row.index === at) && sum >= height - 1 ? inOrder : undefined;
}

async function allRows(page, list) {
  const box = await list.boundingBox();
  if (!box) return [];
  const end = Date.now() + scrollLimit;
  const rows = new Map();
  let found = await drawn(list);
  let scrolled = false;
  while (Date.now() < end) {
    for (const row of found.rows) rows.set(row.index, row);
    const all = complete(rows, found.height);
    if (all) {
      // The pointer leaves the list so that no hover covers anything.
      if (scrolled) await page.mouse.move(0, 0);
      return all.map(({ index, height, ...row }) => row);
    }
    if (!scrolled) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    // From the top, and again from the top when the end is reached and rows are missing: the list may have changed.
    const down = scrolled ? await wheel(page, list, found, Math.max(box.height - 66, 22)) : undefined;
    if (!down) rows.clear();
    found = down ?? (await wheel(page, list, found, -1e6)) ?? (await drawn(list));
    scrolled = true;
  }
  throw new Error(`a list of ${found.height} px did not show all its rows in ${scrollLimit / 1000} s`);
}

/** Turns the wheel and waits for what the list then draws; undefined where that is the same, as at its end. */
async function wheel(page, list, before, distance) {
  await page.mouse.wheel(0, distance);
  // Both ends: a list that is taller than its box by less than a row keeps its first.
  const ends = ({ rows }) => rows.map(({ index }) => index).sort((a, b) => a - b);
  const same = (one, other) => one.at(0) === other.at(0) && one.at(-1) === other.at(-1);
  for (let wait = 0; wait < 10; wait++) {
    await page.waitForTimeout(40);
    const now = await drawn(list);
    if (!same(ends(now), ends(before))) return now;
  }
  return undefined;
}

/** The rows of the view with this title; an error where no such view is shown. */
export async function treeRows(page, view) {
  for (const list of await page.$$('.pane-body .monaco-list')) {
    const titles = await list.evaluate((element) => [
      element.getAttribute('aria-label') ?? '',
      element.closest('.pane')?.querySelector('.pane-header')?.getAttribute('aria-label') ?? '',
      element.closest('.composite, .part')?.querySelector('.composite.title h2')?.textContent ?? '',
    ]);
    if (titles.some((title) => title === view || title === `${view} Section`)) return allRows(page, list);
  }
  throw new Error(`no tree of a view titled ${JSON.stringify(view)} is shown`);
}

/** The rows of the Problems panel, files included; empty where it says that there are none. */
export async function problemRows(page) {
  const panel = await page.$('.markers-panel');
  if (!panel) throw new Error('the Problems panel is not shown');
  const list = await panel.$('.tree-container .monaco-list');
  return list && (await list.isVisible()) ? allRows(page, list) : [];
}

/** The items of the status bar, left to right. */
export function statusItems(page) {
  return page.$$eval('.part.statusbar .statusbar-item', (items) =>
    items.map((item) => ({
      id: item.id,
      text: item.innerText.trim(),
      label:
        item.querySelector('[aria-label]')?.getAttribute('aria-label') ??
        item.getAttribute('aria-label') ??
        '',
    })),
  );
}
