import { type Disposable, type TextEditor, window, workspace } from 'vscode';
import { debounced } from './debounce.ts';
import { Owned } from './owned.ts';
import { rowAt } from './row-at.ts';
import type { TopologyStore } from './store.ts';
import type { MachineTree } from './tree.ts';

/** How long the cursor must rest, in milliseconds: a held arrow key should not drag the tree along. */
const rest = 80;

/** How often a row is asked for that the tree does not have yet: it is drawn anew after each edit. */
const mostTries = 20;

/** Selects in the tree what the cursor stands in, where the tree can be seen and the setting says so. */
export function registerFollowCursor(store: TopologyStore, tree: MachineTree): Disposable {
  const owned = new Owned();
  let tries = 0;
  const follow = () => {
    const editor = window.activeTextEditor;
    if (!editor || !tree.view.visible || !isOn(editor)) return;
    const { uri } = editor.document;
    const file = store.file(uri);
    if (!file || file.stale || file.shown.text !== editor.document.getText()) return;
    const offset = editor.document.offsetAt(editor.selection.active);
    const selected = tree.view.selection[0];
    const row = rowAt(file.shown.text, tree.roots(uri), offset, selected);
    if (!row || row.id === selected) return;
    // It is refused while the tree is being drawn, and shown in vain where that removes the row again.
    const again = () => ++tries < mostTries && soon.ask(rest);
    void tree.view.reveal(row.id, { select: true, focus: false }).then(again, again);
  };
  const soon = owned.own(debounced(follow));
  const ask = () => {
    tries = 0;
    soon.ask(rest);
  };
  owned.own(window.onDidChangeTextEditorSelection(ask));
  owned.own(window.onDidChangeActiveTextEditor(ask));
  owned.own(tree.view.onDidChangeVisibility(ask));
  // After an edit the tree is drawn again: what the cursor stands in may have moved.
  owned.own(store.onDidChange(ask));
  return owned;
}

function isOn({ document }: TextEditor): boolean {
  return workspace.getConfiguration('driverModel', document).get('followCursor', true);
}
