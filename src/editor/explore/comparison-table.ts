import { commands, type Disposable, ViewColumn, type WebviewPanel, window } from 'vscode';
import { type Comparison, comparedCell, comparisonPage } from '../../engine/index.ts';
import type { Drivers } from '../drivers.ts';
import { Owned } from '../owned.ts';
import type { TopologyStore } from '../store.ts';
import type { Findings } from './findings.ts';
import type { FindingsView } from './findings-view.ts';
import type { Found } from './found.ts';
import { type Held, hold } from './held.ts';
import { staleText } from './stale.ts';

/** The command that links of the table call; it is of no use elsewhere. */
const openCell = 'driverModel.openCompared';

export interface ComparisonTable extends Disposable {
  /** Opens the table of what drivers were compared by, or shows another one in it. */
  show(found: Found, title: string, comparison: Comparison): void;
}

interface Shown {
  readonly held: Held;
  readonly title: string;
  readonly comparison: Comparison;
}

/** The comparison of drivers as a table in the editor. A cell opens what it rests on in the view of findings. */
export function registerComparisonTable(
  findings: Findings,
  view: FindingsView,
  store: TopologyStore,
  drivers: Drivers,
): ComparisonTable {
  const owned = new Owned();
  let panel: WebviewPanel | undefined;
  let shown: Shown | undefined;
  const draw = () => {
    if (!panel || !shown) return;
    const { held, title, comparison } = shown;
    const stale = held.stale && staleText(held.stale);
    const linkTo = (...cell: readonly number[]) =>
      `command:${openCell}?${encodeURIComponent(JSON.stringify(cell))}`;
    panel.title = title;
    panel.webview.html = comparisonPage(comparison, { title, stale, linkTo });
  };
  owned.own(
    commands.registerCommand(openCell, async (row: unknown, column: unknown) => {
      if (!shown || typeof row !== 'number' || typeof column !== 'number') return;
      // Something else may have been found since.
      const { found } = shown.held;
      if (findings.held?.found !== found) findings.show(found);
      await view.open(comparedCell(found.rows, row, column));
    }),
  );
  return {
    show: (found, title, comparison) => {
      shown?.held.dispose();
      shown = { held: hold(found, store, drivers, draw), title, comparison };
      if (panel) panel.reveal(undefined, true);
      else {
        const column = { viewColumn: ViewColumn.Active, preserveFocus: true };
        panel = window.createWebviewPanel('driverModel.comparison', title, column, {
          enableCommandUris: [openCell],
          enableFindWidget: true,
        });
        panel.onDidDispose(() => {
          panel = undefined;
          shown?.held.dispose();
          shown = undefined;
        });
      }
      draw();
    },
    dispose: () => {
      panel?.dispose();
      owned.dispose();
    },
  };
}
