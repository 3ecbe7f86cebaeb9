import type { Expression, RecordSyntax, TranslationUnit } from '../../../src/engine/csource/ast.ts';

/** A copy of the unit with every expression replaced, innermost first. */
export function rewriteExpressions(
  unit: TranslationUnit,
  change: (node: Expression) => Expression,
): TranslationUnit {
  const expressions = new Set(
    'integer string name unary step binary assign conditional comma call member index cast compound sizeof'.split(
      ' ',
    ),
  );
  const isExpression = (node: Record<string, unknown>): boolean =>
    expressions.has(String(node['kind'])) && 'site' in node && !('record' in node) && !isType(node);
  return rewrite(unit, (node) =>
    isExpression(node) ? (change(node as unknown as Expression) as unknown as Record<string, unknown>) : node,
  );
}

/** Integer types share their kind with integer literals. */
function isType(node: Record<string, unknown>): boolean {
  return node['kind'] === 'integer' && !('value' in node);
}

export function rewriteRecords(
  unit: TranslationUnit,
  change: (record: RecordSyntax) => RecordSyntax,
): TranslationUnit {
  return rewrite(unit, (node) =>
    node['kind'] === 'record' && 'fields' in node
      ? (change(node as unknown as RecordSyntax) as unknown as Record<string, unknown>)
      : node,
  );
}

/** Copies a tree of plain objects; what was shared stays shared, as types of several declarators are. */
function rewrite(
  unit: TranslationUnit,
  change: (node: Record<string, unknown>) => Record<string, unknown>,
): TranslationUnit {
  const copies = new Map<object, unknown>();
  const visit = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    const known = copies.get(node);
    if (known !== undefined) return known;
    const copy = Array.isArray(node)
      ? node.map(visit)
      : change(Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)])));
    copies.set(node, copy);
    return copy;
  };
  return visit(unit) as TranslationUnit;
}
