import { type FunctionCode, Op, STRIDE } from '../../machine/program.ts';
import type { Opaque } from '../ast.ts';
import { notModelled } from './call.ts';
import type { UnitSymbol } from './lowered.ts';

function madeFunction(symbol: UnitSymbol, code: readonly number[], opaque: Opaque | null): FunctionCode {
  const { name, site, parameters } = symbol;
  return {
    name,
    module: '',
    library: true,
    site,
    parameters,
    variadic: false,
    gathers: false,
    gives: 'nothing',
    registers: parameters + 1,
    locals: [],
    code: Int32Array.from(code),
    sites: new Int32Array(code.length / STRIDE),
    constants: [],
    opaque,
  };
}

/** Passes an intrinsic's arguments on, for calls through a pointer to it. */
export function wrapper(symbol: UnitSymbol, intrinsic: number): FunctionCode {
  const { parameters } = symbol;
  const call = [Op.INTRINSIC, parameters, intrinsic, 0, parameters];
  return madeFunction(symbol, [...call, Op.RETURN, parameters, 0, 0, 0], null);
}

/** Stands for what nobody defines: calling it says so. */
export function missing(symbol: UnitSymbol): FunctionCode {
  const reason =
    symbol.kind === 'function'
      ? notModelled(symbol.name)
      : `uses ${symbol.name}, which the virtual kernel does not model`;
  return madeFunction(symbol, [], { reason, site: symbol.site });
}
