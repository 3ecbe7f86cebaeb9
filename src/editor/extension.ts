import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands.ts';
import { registerContextKeys } from './context-keys.ts';
import { followCurrent } from './current.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { registerDriverText } from './driver-text.ts';
import { keepDrivers } from './drivers.ts';
import { registerExploring } from './explore/exploring.ts';
import { registerFollowCursor } from './follow-cursor.ts';
import { registerKernelLog } from './kernel-log.ts';
import { registerLanguage } from './language/language.ts';
import { followMoves } from './moves.ts';
import { Owned } from './owned.ts';
import { findRulePages } from './rule-pages.ts';
import { registerScenarios } from './scenario/scenarios.ts';
import { registerSourceDiagnostics } from './source-diagnostics.ts';
import { registerStatusItem } from './status-item.ts';
import { TopologyStore } from './store.ts';
import { registerTree } from './tree.ts';

/** Everything the extension shows follows from the store; nothing here waits for it. */
export function activate(context: ExtensionContext): void {
  const owned = new Owned();
  context.subscriptions.push(owned);
  const extension = context.extensionUri;
  const pages = findRulePages(extension);
  const drivers = owned.own(keepDrivers());
  const store = owned.own(new TopologyStore(drivers));
  const tree = owned.own(registerTree(store));
  const current = owned.own(followCurrent(store, tree));
  owned.own(registerDiagnostics(store, pages));
  owned.own(registerSourceDiagnostics(store, drivers, pages));
  owned.own(registerFollowCursor(store, tree));
  owned.own(registerStatusItem(current));
  owned.own(registerLanguage(store));
  owned.own(registerDriverText(drivers));
  owned.own(registerKernelLog(store));
  owned.own(registerCommands({ extension, drivers, store, tree, current }));
  owned.own(registerContextKeys(store));
  const moves = owned.own(followMoves());
  const exploring = owned.own(
    registerExploring({ store, tree, current, moves }, drivers, context.workspaceState, pages),
  );
  owned.own(registerScenarios(extension, store, drivers, pages, exploring, moves));
}
