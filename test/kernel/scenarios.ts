import { readdirSync, readFileSync } from 'node:fs';
import { readScenarioFile, readTopology, type Scenario } from '../../src/engine/index.ts';

const folder = new URL('scenarios/', import.meta.url);

/** The suite's scenarios, with their topologies. */
export function readScenarios(): readonly Scenario[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.scenario.yaml'));
  return files.toSorted().flatMap((file) => {
    const reading = readScenarioFile(file, text(file), (_, path) => readTopology(path, text(path)));
    const broken = reading.scenarios.find((scenario) => scenario.broken || !scenario.machine);
    if (broken)
      throw new Error(`${file}: ${broken.name?.value} is broken: ${JSON.stringify(reading.problems)}`);
    return reading.scenarios;
  });
}

function text(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}
