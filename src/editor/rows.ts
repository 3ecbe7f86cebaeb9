import { type Uri, workspace } from 'vscode';
import { type OutlineNode, outline } from '../engine/index.ts';
import { type TopologyFile, whyStale } from './topology-file.ts';
import { fileName } from './topology-uri.ts';

/** A row of the tree: a node of the outline, with its place among all files. */
export interface Row {
  /** Unique among all files, and the same after an edit that keeps the thing. */
  readonly id: string;
  readonly node: OutlineNode;
  readonly file: TopologyFile;
  readonly parent: Row | null;
  /** Made when they are asked for. */
  readonly children: readonly Row[];
}

/** The document of its file that a row's machine is. */
export function documentOf({ id, file }: Row): number {
  return Number.parseInt(id.slice(`${file.uri}#`.length), 10);
}

/** The rows of a file: one root for each of its documents; none for an empty text. */
export function rowsOf(file: TopologyFile): readonly Row[] {
  if (file.shown.text.trim() === '') return [];
  return file.machines.map(({ topology, problems, outcome }) => {
    const prefix = `${file.uri}#${topology.document}/`;
    const nested = (node: OutlineNode, parent: Row | null): Row => {
      let children: readonly Row[] | null = null;
      const row: Row = {
        id: prefix + node.id,
        node,
        file,
        parent,
        get children() {
          children ??= node.children.map((child) => nested(child, row));
          return children;
        },
      };
      return row;
    };
    return nested(rootNode(outline(topology, problems, outcome), topology.name, file), null);
  });
}

/** A file's only machine is called by the file; what ails the file as a whole is said at its roots. */
function rootNode(node: OutlineNode, name: string | null, file: TopologyFile): OutlineNode {
  const alone = file.machines.length === 1;
  const label = alone ? fileName(file.uri) : node.label;
  const inFile = label.startsWith(fileName(file.uri)) ? null : fileName(file.uri);
  const other = alone ? name : inFile;
  const stale = file.stale ? `stale: ${whyStale(file)}, this is its last good state` : null;
  const home = homeOf(file.uri);
  const { trouble } = file.driver;
  return {
    ...node,
    label,
    description: joined(' · ', file.stale && 'stale', home, node.description, other),
    spoken: joined(', ', label, stale, home && `in ${home}`, node.description, other, trouble),
    tooltip: joined('\n\n', node.tooltip, stale && `This is ${stale}.`, trouble),
  };
}

/** The folder, within the workspace, of a file that does not lie at its top: others may have its name. */
function homeOf(uri: Uri): string | null {
  if (!workspace.getWorkspaceFolder(uri)) return null;
  const path = workspace.asRelativePath(uri);
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null;
}

function joined(by: string, ...parts: readonly (string | null | false)[]): string {
  return parts.filter(Boolean).join(by);
}

/** A row and everything under it, in order. */
export function* descendants(row: Row): Generator<Row> {
  yield row;
  for (const child of row.children) yield* descendants(child);
}

/** The row of an id under these roots, found by its way down: an id begins with that of its parent. */
export function findRow(roots: readonly Row[], id: string): Row | undefined {
  for (const root of roots) {
    if (root.id === id) return root;
    // Rows of a machine are not named after its root.
    if (!id.startsWith(root.id.slice(0, root.id.length - root.node.id.length))) continue;
    let level = root.children;
    for (;;) {
      const next = level.find((row) => row.id === id || id.startsWith(`${row.id}/`));
      if (!next) break;
      if (next.id === id) return next;
      level = next.children;
    }
  }
  return undefined;
}
