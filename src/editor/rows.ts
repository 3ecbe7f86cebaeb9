import { type OutlineNode, outline } from '../engine/index.ts';
import type { TopologyFile } from './topology-file.ts';
import { fileName } from './topology-uri.ts';

/** A row of the tree: a node of the outline, with its place among all files. */
export interface Row {
  /** Unique among all files, and the same after an edit that keeps the thing. */
  readonly id: string;
  readonly node: OutlineNode;
  readonly file: TopologyFile;
  readonly parent: Row | null;
  readonly children: readonly Row[];
}

/** The rows of a file: one root for each of its documents; none for an empty text. */
export function rowsOf(file: TopologyFile): readonly Row[] {
  if (file.shown.text.trim() === '') return [];
  return file.machines.map(({ topology, problems, outcome }) => {
    const prefix = `${file.uri}#${topology.document}/`;
    const nested = (node: OutlineNode, parent: Row | null): Row => {
      const children: Row[] = [];
      const row = { id: prefix + node.id, node, file, parent, children };
      for (const child of node.children) children.push(nested(child, row));
      return row;
    };
    return nested(rootNode(outline(topology, problems, outcome), topology.name, file), null);
  });
}

/** A file's only machine is called by the file; what ails the file as a whole is said at its roots. */
function rootNode(node: OutlineNode, name: string | null, file: TopologyFile): OutlineNode {
  const alone = file.machines.length === 1;
  const label = alone ? fileName(file.uri) : node.label;
  const other = alone ? name : fileName(file.uri);
  const stale = file.stale ? 'stale: the text cannot be read, this is its last good state' : null;
  const { trouble } = file.driver;
  return {
    ...node,
    label,
    description: joined(' · ', file.stale && 'stale', node.description, other),
    spoken: joined(', ', label, stale, node.description, other, trouble),
    tooltip: joined('\n\n', node.tooltip, stale && `This is ${stale}.`, trouble),
  };
}

function joined(by: string, ...parts: readonly (string | null | false)[]): string {
  return parts.filter(Boolean).join(by);
}

/** A row and everything under it, in order. */
export function* descendants(row: Row): Generator<Row> {
  yield row;
  for (const child of row.children) yield* descendants(child);
}
