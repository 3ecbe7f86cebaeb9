import { commands, type Disposable, ViewColumn, type WebviewPanel, window } from 'vscode';
import { type Comparison, comparedCell, comparisonPage } from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import type { Findings, Found } from './findings.ts';
import { type FindingsView, staleText } from './findings-view.ts';

/** The command that links of the table call; it is of no use elsewhere. */
const openCell = 'driverModel.openCompared';

export interface ComparisonTable extends Disposable {
  /** Opens the table of what drivers were compared by, or shows another one in it. */
  show(found: Found, title: string, comparison: Comparison): void;
}

interface Shown {
  readonly found: Found;
  readonly title: string;
  readonly comparison: Comparison;
}

/** The comparison of drivers as a table in the editor. A cell opens what it rests on in the view of findings. */
export function registerComparisonTable(findings: Findings, view: FindingsView): ComparisonTable {
  const owned = new Owned();
  let panel: WebviewPanel | undefined;
  let shown: Shown | undefined;
  const draw = () => {
    if (!panel || !shown) return;
    const { found, title, comparison } = shown;
    const stale = findings.found === found && findings.stale ? staleText(findings.stale) : null;
    const linkTo = (...cell: readonly number[]) =>
      `command:${openCell}?${encodeURIComponent(JSON.stringify(cell))}`;
    panel.title = title;
    panel.webview.html = comparisonPage(comparison, { title, stale, linkTo });
  };
  owned.own(findings.onDidChange(draw));
  owned.own(
    commands.registerCommand(openCell, async (row: unknown, column: unknown) => {
      if (!shown || typeof row !== 'number' || typeof column !== 'number') return;
      // Something else may have been found since.
      if (findings.found !== shown.found) findings.show(shown.found);
      await view.open(comparedCell(shown.found.rows, row, column));
    }),
  );
  return {
    show: (found, title, comparison) => {
      shown = { found, title, comparison };
      if (panel) panel.reveal(undefined, true);
      else {
        const column = { viewColumn: ViewColumn.Active, preserveFocus: true };
        panel = window.createWebviewPanel('driverModel.comparison', title, column, {
          enableCommandUris: [openCell],
          enableFindWidget: true,
        });
        panel.onDidDispose(() => {
          panel = undefined;
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
