import type { Disposable } from 'vscode';
import { Owned } from '../owned.ts';
import type { TopologyStore } from '../store.ts';
import { registerCompletion } from './completion.ts';
import { registerHover } from './hover.ts';
import { registerInlayHints } from './inlay-hints.ts';
import { registerLenses } from './lenses.ts';
import { registerNavigation } from './navigation.ts';
import { registerQuickFixes } from './quick-fixes.ts';
import { registerRename } from './rename.ts';
import { registerSymbols } from './symbols.ts';
import { registerTokens } from './tokens.ts';
import { TopologyTexts } from './topology-text.ts';

/** What the editor offers in the text of a topology. */
export function registerLanguage(store: TopologyStore): Disposable {
  const owned = new Owned();
  const texts = new TopologyTexts(store);
  const features = [
    registerQuickFixes,
    registerHover,
    registerCompletion,
    registerNavigation,
    registerRename,
    registerSymbols,
    registerLenses,
    registerInlayHints,
    registerTokens,
  ];
  for (const register of features) owned.own(register(texts));
  return owned;
}
