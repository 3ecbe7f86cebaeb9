import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readScenarioFile, readTopology, type Scenario } from '../../src/engine/index.ts';
import { scenariosFolder } from './folder.ts';

/** The suite's scenarios, with their topologies. */
export function readScenarios(): readonly Scenario[] {
  const files = readdirSync(scenariosFolder).filter((name) => name.endsWith('.scenario.yaml'));
  return files.toSorted().flatMap((file) => {
    const reading = readScenarioFile(file, text(file), (_, path) => readTopology(path, text(path)));
    const broken = reading.scenarios.find((scenario) => scenario.broken || !scenario.machine);
    if (broken)
      throw new Error(`${file}: ${broken.name?.value} is broken: ${JSON.stringify(reading.problems)}`);
    return reading.scenarios;
  });
}

function text(name: string): string {
  return readFileSync(path.join(scenariosFolder, name), 'utf8');
}
