// Reads what the workbench shows, as its HTML holds it. A list draws only the rows in sight: it is scrolled through.

/** More steps than any list of a test needs: a list that never ends is a fault, not a wait. */
const maxScrolls = 200;

/** The rows drawn now in a list, in order. `list` is an element handle. */
function drawnRows(list) {
  return list.$$eval('.monaco-list-row', (rows) =>
    rows.map((row) => ({
      index: Number(row.getAttribute('data-index')),
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
    })),
  );
}

async function allRows(page, list) {
  const box = await list.boundingBox();
  if (!box) return [];
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -1e6);
  const rows = new Map();
  for (let step = 0; step < maxScrolls; step++) {
    await page.waitForTimeout(50);
    const before = rows.size;
    for (const row of await drawnRows(list)) rows.set(row.index, row);
    if (rows.size === before) break;
    await page.mouse.wheel(0, Math.max(box.height - 44, 22));
  }
  // The pointer leaves the list so that no hover covers anything.
  await page.mouse.move(0, 0);
  return [...rows.values()].sort((a, b) => a.index - b.index).map(({ index, ...row }) => row);
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
