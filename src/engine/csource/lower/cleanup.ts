import { Op } from '../../machine/program.ts';
import type { Body, Lifetime } from './body.ts';
import { invokeSymbol, notModelled } from './call.ts';
import { convertTo } from './conversion.ts';
import type { Scope } from './scope.ts';
import { pointerTo, VOID } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import { computed, type Scalar } from './value.ts';

/**
 * Leaves the scopes of what lives at `from` but not at `to`: cleanups run, innermost first, and objects
 * end where `ends` says so.
 */
export function unwind(
  body: Body,
  from: Lifetime | null,
  to: Lifetime | null,
  ends: (life: Lifetime) => boolean,
): void {
  for (let life = from; life !== to && life !== null; life = life.parent) {
    if (life.cleanup !== null) runCleanup(body, life, life.cleanup);
    if (ends(life)) body.code.emit(Op.END, life.slot.slot);
  }
}

/** `cleanup(&variable)`. */
function runCleanup(body: Body, life: Lifetime, name: string): void {
  const { code, unit } = body;
  const entity = life.scope.find(name);
  if (entity === undefined) {
    code.emit(Op.OPAQUE, unit.reason(notModelled(name), life.site));
    return;
  }
  const symbol = entity.kind === 'symbol' ? unit.symbols[entity.symbol]! : null;
  if (entity.kind !== 'symbol' || symbol?.type.kind !== 'function') {
    throw new Untranslatable(`cleanup(${name}), which is not a function`, life.site);
  }
  const parameter = symbol.type.parameters[0];
  if (parameter === undefined)
    throw new Untranslatable(`cleanup(${name}), which takes no argument`, life.site);
  const level = code.level;
  const own = pointerTo(life.slot.type);
  const address: Scalar = { ...computed(own, life.slot.register), owned: false };
  // The result is not looked at: it is dropped whatever its type.
  const result = symbol.type.result.kind === 'record' ? null : VOID;
  if (result === null) throw new Untranslatable(`cleanup(${name}), which returns a record`, life.site);
  invokeSymbol(body, entity.symbol, [convertTo(body, address, parameter)], result);
  code.release(level);
}

export const always = (): boolean => true;
export const never = (): boolean => false;

/** Begins the life of what lives at `to` but not at `from`, uninitialised: a jump passes the declarations by. */
export function enterLives(body: Body, from: Lifetime | null, to: Lifetime | null): void {
  for (let life = to; life !== from && life !== null; life = life.parent) {
    body.code.emit(Op.LOCAL, life.slot.register, life.slot.slot);
  }
}

/** What lives at both places. */
export function commonLife(left: Lifetime | null, right: Lifetime | null): Lifetime | null {
  const lives = new Set<Lifetime>();
  for (let life = left; life !== null; life = life.parent) lives.add(life);
  for (let life = right; life !== null; life = life.parent) if (lives.has(life)) return life;
  return null;
}

/** Is the scope `inner`, or one around it? */
export function encloses(scope: Scope, inner: Scope | null): boolean {
  for (let each = inner; each !== null; each = each.parent) if (each === scope) return true;
  return false;
}
