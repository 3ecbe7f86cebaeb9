import { finished } from '../base/steps.ts';
import { type CompiledDriver, compile } from '../kernel/compile.ts';
import type { DriverSource } from '../kernel/driver.ts';
import { storedUnits } from '../kernel/stored-units.ts';
import { embeddedDrivers } from './embedded.ts';

/**
 * Translates a driver for a kernel of that page size, in bytes, a piece at a time: between pieces a caller
 * may do other work, or stop. Never throws for any text.
 */
export function compileSteps(
  source: DriverSource,
  pageSize: bigint,
): Generator<undefined, CompiledDriver, undefined> {
  // Only the very object is the embedded driver: a changed copy is another one.
  const isEmbedded = embeddedDrivers().some((each) => each === source);
  return compile(source, pageSize, isEmbedded ? storedUnits(source.name, pageSize) : null);
}

/** The same at once. */
export function compileDriver(source: DriverSource, pageSize: bigint): CompiledDriver {
  return finished(compileSteps(source, pageSize));
}
