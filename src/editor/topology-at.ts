import { type Uri, workspace } from 'vscode';
import type { TopologyStore } from './store.ts';
import type { TopologyFile } from './topology-file.ts';

/** How long a topology that is opened may take to be read, in milliseconds. */
const patience = 5000;

/** One that is not in the workspace is opened, and read then as every topology is. */
export async function topologyAt(target: Uri, store: TopologyStore): Promise<TopologyFile | undefined> {
  await store.ready;
  if (store.file(target)) return store.file(target);
  if (!(await workspace.openTextDocument(target).then(Boolean, () => false))) return undefined;
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(late);
      news.dispose();
      resolve(store.file(target));
    };
    const late = setTimeout(done, patience);
    const news = store.onDidChange(() => store.file(target) && done());
    if (store.file(target)) done();
  });
}
