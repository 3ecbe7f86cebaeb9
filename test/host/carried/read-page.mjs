// Reads what the workbench shows, as its HTML holds it. A list draws only the rows in sight: it is scrolled through.

/** Milliseconds to scroll through a list. A list that does not show all its rows by then is a fault, not a short list. */
const scrollLimit = 10_000;

/** Milliseconds after which rows that should be in sight, and are not drawn, will not be drawn any more. */
const drawLimit = 2000;

/** Pixels that a window is made high at the most. */
const highest = 6000;

/** What a list draws now: rows by their place, the height of all rows together, and how far it is scrolled, in pixels. */
function drawn(list) {
  return list.evaluate((element) => {
    const rows = [...element.querySelectorAll('.monaco-list-rows > .monaco-list-row')].map((row) => ({
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
    const inner = element.querySelector('.monaco-list-rows');
    if (!inner) return { rows, height: 0, scrolled: 0 };
    const scrolled = element.getBoundingClientRect().top - inner.getBoundingClientRect().top;
    return { rows, height: Number.parseFloat(inner.style.height) || 0, scrolled: Math.round(scrolled) };
  });
}

/** All rows from the first to the last without a gap, or undefined where some have not been drawn. */
function complete(rows, height) {
  const inOrder = [...rows.values()].sort((a, b) => a.index - b.index);
  const sum = inOrder.reduce((total, row) => total + row.height, 0);
  return inOrder.every((row, at) => row.index === at) && sum >= height - 1 ? inOrder : undefined;
}

/**
 * Reads with the window made high enough for all rows: VS Code 1.100 loses sight of a list that is scrolled
 * and then becomes shorter than its box. What is higher still is scrolled.
 */
async function allRows(page, list) {
  const usual = page.viewportSize();
  const { height } = await drawn(list);
  const box = await list.boundingBox();
  if (!usual || !box || height <= box.height) return scrolledRows(page, list);
  await page.setViewportSize({ width: usual.width, height: Math.min(usual.height + height, highest) });
  try {
    await page.waitForTimeout(100);
    return await scrolledRows(page, list);
  } finally {
    await page.setViewportSize(usual);
  }
}

async function scrolledRows(page, list) {
  const box = await list.boundingBox();
  if (!box) return [];
  const end = Date.now() + scrollLimit;
  const rows = new Map();
  let found = await drawn(list);
  let moved = false;
  let known = { text: '', since: 0 };
  while (Date.now() < end) {
    known = stillKnown(known, found);
    // The word that page.ts looks for: there is no point in waiting longer.
    if (Date.now() - known.since > drawLimit) throw new Error(`a list lost its rows: ${known.text}`);
    for (const row of found.rows) rows.set(row.index, row);
    const all = complete(rows, found.height);
    if (all) {
      // The pointer leaves the list so that no hover covers anything.
      if (moved) await page.mouse.move(0, 0);
      return all.map(({ index, height, ...row }) => row);
    }
    // At the right edge no hover of a row comes under the pointer.
    if (!moved) await page.mouse.move(box.x + box.width - 5, box.y + box.height / 2);
    moved = true;
    const atEnd = found.scrolled + box.height >= found.height - 1;
    if (atEnd) {
      // Rows are missing at the end: it was not read from the top, or changed meanwhile.
      rows.clear();
      while (found.scrolled > 0 && Date.now() < end) found = await wheel(page, list, found, -found.height);
      await page.waitForTimeout(50);
      found = await drawn(list);
    } else {
      found = await wheel(page, list, found, Math.max(box.height - 66, 22));
    }
  }
  throw new Error(`a list did not show all its rows in ${scrollLimit / 1000} s: ${inWords(found)}`);
}

/** What is drawn, and since when it has been just that. */
function stillKnown(known, found) {
  const text = inWords(found);
  return known.text === text ? known : { text, since: Date.now() };
}

function inWords({ rows, height, scrolled }) {
  const drawnRows = rows.map((row) => `${row.index} (${row.height} px)`).join(', ');
  return `at ${scrolled} of ${height} px, drawn: ${drawnRows || 'none'}`;
}

/** Turns the wheel and waits, up to a second, until the list has moved. Returns what it then draws. */
async function wheel(page, list, before, distance) {
  await page.mouse.wheel(0, distance);
  const end = Date.now() + 1000;
  for (;;) {
    await page.waitForTimeout(30);
    const now = await drawn(list);
    if (now.scrolled !== before.scrolled || Date.now() > end) return now;
  }
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
