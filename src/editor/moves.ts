import { EventEmitter, type Uri, workspace } from 'vscode';
import { Owned } from './owned.ts';

/** Where files are now that were looked at before. */
export interface Whereabouts {
  /** A file that the user may have renamed in the editor since, by itself or with its folder. */
  at(uri: Uri): Uri;
  readonly onDidChange: (listener: () => void) => { dispose(): void };
}

/** What the user renames in the editor. */
export interface Moves {
  /** Of files as they are called now: another may be called so later. */
  fromNow(): Whereabouts;
  dispose(): void;
}

interface Move {
  readonly from: Uri;
  readonly to: Uri;
}

export function followMoves(): Moves {
  const owned = new Owned();
  const news = owned.own(new EventEmitter<void>());
  const moves: Move[] = [];
  owned.own(
    workspace.onDidRenameFiles(({ files }) => {
      moves.push(...files.map(({ oldUri, newUri }) => ({ from: oldUri, to: newUri })));
      news.fire();
    }),
  );
  return {
    fromNow: () => {
      const begun = moves.length;
      return { at: (uri) => moves.slice(begun).reduce(moved, uri), onDidChange: news.event };
    },
    dispose: () => owned.dispose(),
  };
}

function moved(uri: Uri, { from, to }: Move): Uri {
  return isWithin(uri, from) ? to.with({ path: to.path + uri.path.slice(from.path.length) }) : uri;
}

/** Whether it is the file, or in the folder. */
export function isWithin(uri: Uri, folder: Uri): boolean {
  const [inner, outer] = [uri.toString(), folder.toString()];
  return inner === outer || inner.startsWith(`${outer}/`);
}
