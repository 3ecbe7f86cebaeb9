import { type Disposable, type Tab, TabInputText, TabInputTextDiff, type Uri, window } from 'vscode';

/** What users do with the tabs of text files. */
export interface TabNews {
  opened(uri: Uri): void;
  /** The last tab that showed the file is gone. */
  closed(uri: Uri): void;
}

/**
 * Follows tabs. A document may outlive its last tab by minutes, held by whatever opened it: to the user
 * it is closed with the tab.
 */
export function followTabs(news: TabNews): Disposable {
  return window.tabGroups.onDidChangeTabs((event) => {
    for (const uri of event.opened.flatMap(shownIn)) news.opened(uri);
    for (const uri of event.closed.flatMap(shownIn)) if (!isShown(uri)) news.closed(uri);
  });
}

function isShown(uri: Uri): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap(shownIn).some((other) => other.toString() === uri.toString());
}

function shownIn({ input }: Tab): Uri[] {
  if (input instanceof TabInputText) return [input.uri];
  return input instanceof TabInputTextDiff ? [input.original, input.modified] : [];
}
