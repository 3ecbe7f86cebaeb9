import type { Constant, FieldPlace, FunctionCode, GlobalData } from '../../machine/program.ts';
import type { Opaque, Site } from '../ast.ts';

/**
 * One translation unit, lowered on its own: nothing in it depends on other units, so it can be kept and
 * linked into many programs. Indices into symbols, sites, types, names and reasons are the unit's.
 */
export interface LoweredUnit {
  readonly symbols: readonly UnitSymbol[];
  readonly functions: readonly LoweredFunction[];
  readonly globals: readonly LoweredGlobal[];
  readonly sites: readonly Site[];
  readonly types: readonly string[];
  /** Fields of the records among the types, as far as the file itself uses them. */
  readonly fields: readonly { readonly type: string; readonly fields: readonly FieldPlace[] }[];
  readonly names: readonly string[];
  /** Reasons of the OPAQUE instructions. */
  readonly reasons: readonly Opaque[];
  /** What was left out, in order of appearance. */
  readonly untranslated: readonly Opaque[];
  /** Names that it uses and that are declared nowhere. */
  readonly undeclared: readonly string[];
}

/** A function or an object of static storage that the unit names. */
export interface UnitSymbol {
  readonly name: string;
  readonly kind: 'function' | 'variable';
  readonly external: boolean;
  /** At file scope, so that its name tells it from others. */
  readonly global: boolean;
  /** How many arguments a call passes, a hidden one for a record's result included. */
  readonly parameters: number;
  /** Index into functions or globals; -1 where the unit does not define it. */
  readonly definition: number;
  readonly site: Site;
}

/** As FunctionCode, but CALL names symbols, and constants' indices are symbols. */
export type LoweredFunction = Omit<FunctionCode, 'module' | 'library'>;

export type LoweredGlobal = Omit<GlobalData, 'module' | 'addresses'> & {
  readonly addresses: readonly { readonly at: number; readonly value: Constant }[];
};
