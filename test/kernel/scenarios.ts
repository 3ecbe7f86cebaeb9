import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readScenarioFile, readTopology, type Scenario, scenarioName } from '../../src/engine/index.ts';
import { scenariosFolder } from './folder.ts';

/** The suite's scenarios, with their topologies; those with a text in their names where one is asked for. */
export function readScenarios(): readonly Scenario[] {
  const files = readdirSync(scenariosFolder).filter((name) => name.endsWith('.scenario.yaml'));
  const asked = process.env['DRIVER_MODEL_SCENARIO'] ?? '';
  return files.toSorted().flatMap((file) => {
    const reading = readScenarioFile(file, text(file), (_, path) => readTopology(path, text(path)));
    const broken = reading.scenarios.find((scenario) => scenario.broken || !scenario.machine);
    if (broken)
      throw new Error(`${file}: ${broken.name?.value} is broken: ${JSON.stringify(reading.problems)}`);
    return reading.scenarios.filter((scenario) => scenarioName(scenario).includes(asked));
  });
}

function text(name: string): string {
  return readFileSync(path.join(scenariosFolder, name), 'utf8');
}
