import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type DriverSource, embeddedDrivers, type Scenario } from '../../src/engine/index.ts';
import { modulesOf } from '../../src/engine/kernel/modules.ts';
import { scenariosFolder } from './folder.ts';

/** The driver that a scenario names: an embedded one, or a folder beside the scenarios. */
export function driverOf({ driver, name }: Scenario): DriverSource {
  const wanted = driver?.value ?? '';
  const found = embeddedDrivers().find((each) => each.name === wanted) ?? ownDriver(wanted);
  if (!found) throw new Error(`${name?.value} names no driver that there is: ${wanted}`);
  return found;
}

/** Drivers of the suite's own do what the embedded ones have no occasion for. */
function ownDriver(wanted: string): DriverSource | null {
  if (!wanted.startsWith('./')) return null;
  const folder = path.join(scenariosFolder, wanted);
  const files = new Map(
    readdirSync(folder).map((file) => [file, readFileSync(path.join(folder, file), 'utf8')] as const),
  );
  const source = { name: path.basename(folder), files, place: (file: string) => path.join(wanted, file) };
  return { ...source, modules: modulesOf(source).modules };
}

/** Its modules by name, as they are loaded. */
export function moduleNames(source: DriverSource): readonly string[] {
  return (source.modules ?? []).map(({ name }) => name);
}
