import {
  isSourcePlace,
  type OutlineNode,
  outline,
  type Place,
  type ShownProblem,
  type SourcePlace,
  type SourceProblem,
} from '../engine/index.ts';
import type { CheckedDocument, CheckedFile, Lines } from './checked.ts';
import { type Style, visible } from './style.ts';

/** A file as a person reads it: the tree of each machine and its kernel log, then the Problems. */
export function fileText(file: CheckedFile, style: Style): string {
  return file.documents.map((document) => documentText(document, file, style)).join('\n');
}

function documentText(
  { topology, problems, outcome }: CheckedDocument,
  file: CheckedFile,
  style: Style,
): string {
  const root = outline(topology, problems, outcome);
  const lines = [`${style.bold(visible(file.path))}: ${visible(root.label)}`];
  if (root.description !== '') lines.push(`  ${visible(root.description)}`);
  for (const child of root.children) lines.push(...treeLines(child, 1, style));
  if (outcome && outcome.nodes.length > 0) lines.push(`  Nodes: ${outcome.nodes.map(visible).join(' ')}`);
  if (outcome && outcome.log.length > 0)
    lines.push('  Kernel log', ...outcome.log.map((line) => `    ${visible(line)}`));
  for (const problem of problems) lines.push(...problemLines(problem, file.lines, style));
  return `${lines.join('\n')}\n`;
}

/** Properties are in the file already: the tree in a terminal leaves them out. */
function treeLines(node: OutlineNode, depth: number, style: Style): readonly string[] {
  if (node.kind === 'property') return [];
  const description = node.description === '' ? '' : ` · ${describe(node, style)}`;
  const line = `${'  '.repeat(depth)}${visible(node.label)}${description}`;
  return [line, ...node.children.flatMap((child) => treeLines(child, depth + 1, style))];
}

function describe(node: OutlineNode, style: Style): string {
  const text = visible(node.description);
  return node.icon === 'failed' || node.icon === 'finding' ? style.error(text) : style.dim(text);
}

/** Like a compiler's: `file:line:col: error[code]: message`, then a note for each other place. */
export function problemLines(
  problem: ShownProblem | SourceProblem,
  lines: Lines,
  style: Style,
): readonly string[] {
  const { code, severity, message, related } = problem;
  const kind = severity === 'information' ? 'note' : severity;
  return [
    `${where(problem.place, lines, style)}: ${style[kind](`${severity}[${code}]`)}: ${visible(message)}`,
    ...related.map(
      (other) => `${where(other.place, lines, style)}: ${style.note('note')}: ${visible(other.message)}`,
    ),
  ];
}

/** `file:line:col` */
export function where(place: Place | SourcePlace, lines: Lines, style: Style): string {
  if (isSourcePlace(place)) return style.bold(visible(`${place.file}:${place.line}:${place.column}`));
  const { line, character } = lines(place.path).position(place.span.start);
  return style.bold(visible(`${place.path}:${line + 1}:${character + 1}`));
}
