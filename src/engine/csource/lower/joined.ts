import type { LoweredUnit, UnitSymbol } from './lowered.ts';

/** A lowered unit and the module it is linked into; '' and `library` for the kernel's own. */
export interface LinkUnit {
  readonly unit: LoweredUnit;
  readonly module: string;
  readonly library: boolean;
}

/** What a symbol of a unit is in the program. */
export type Resolved =
  | { readonly kind: 'function' | 'global' | 'intrinsic'; readonly index: number }
  | { readonly kind: 'missing' };

/** A unit with where its own functions and globals begin in the program. */
export interface Placed extends LinkUnit {
  readonly functionBase: number;
  readonly globalBase: number;
}

/** A unit's indices translated into the program's. */
export class Joined {
  readonly placed: Placed;
  readonly siteBase: number;
  readonly types: number[] = [];
  readonly names: number[] = [];
  readonly reasons: number[] = [];
  readonly symbols: Resolved[] = [];

  constructor(placed: Placed, siteBase: number) {
    this.placed = placed;
    this.siteBase = siteBase;
  }
}

/** The unit's own definition of a symbol. */
export function own(
  placed: Placed,
  symbol: UnitSymbol,
): { kind: 'function' | 'global'; index: number } | null {
  if (symbol.definition < 0) return null;
  if (symbol.kind === 'function') return { kind: 'function', index: placed.functionBase + symbol.definition };
  return { kind: 'global', index: placed.globalBase + symbol.definition };
}
