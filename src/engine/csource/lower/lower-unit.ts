import type { TranslationUnit } from '../ast.ts';
import { fieldsOf } from './fields.ts';
import { defineTentative } from './file-scope.ts';
import { lowerFunction, parameterCount } from './function.ts';
import type { LoweredUnit } from './lowered.ts';
import { FileItems } from './on-demand.ts';
import { UnitBuilder } from './unit-builder.ts';

/**
 * Lowers one translation unit on its own; never throws. What headers bring is looked at only where something
 * refers to it.
 */
export function lowerUnit(source: TranslationUnit): LoweredUnit {
  const unit = new UnitBuilder();
  const items = new FileItems(unit, source.file, source.items);
  unit.scope.onDemand = items;
  items.declareRoots();
  unit.symbols.forEach((symbol, index) => {
    if (symbol.external || symbol.site.file === source.file) unit.refer(index);
  });
  for (let next = 0; next < unit.queue.length; next++) lowerSymbol(unit, unit.queue[next]!);
  defineTentative(unit);
  return {
    symbols: unit.symbols.map((symbol) => ({
      name: symbol.name,
      kind: symbol.kind,
      external: symbol.external,
      global: symbol.global,
      parameters: parameterCount(symbol.type),
      definition: symbol.definition,
      site: symbol.site,
    })),
    functions: unit.functions,
    globals: unit.globals,
    sites: unit.sites.keys,
    types: unit.types.keys,
    fields: [...unit.shown].map(([type, record]) => ({ type, fields: fieldsOf(record) })),
    names: unit.names.keys,
    reasons: unit.reasons,
    untranslated: [...source.skipped, ...unit.untranslated],
    undeclared: [...unit.undeclared],
  };
}

function lowerSymbol(unit: UnitBuilder, index: number): void {
  const symbol = unit.symbols[index]!;
  const definition = unit.bodies.get(index)!;
  if (symbol.type.kind !== 'function') return;
  const lowered = lowerFunction(unit, definition, symbol.type);
  if (lowered.opaque !== null) unit.untranslated.push(lowered.opaque);
  symbol.definition = unit.functions.push(lowered) - 1;
}
