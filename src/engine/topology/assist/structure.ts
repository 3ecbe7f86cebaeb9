import type { Steps } from '../../base/in-steps.ts';
import { readFileSteps } from '../file-reading.ts';
import type { TopologyReading } from '../reading.ts';
import { Report } from '../report.ts';
import { scenariosOf } from '../scenario/items.ts';
import { topologyShape } from '../shape.ts';

/**
 * Reads a text for what stands where in it, in steps: quickly, since no rule is asked. Its machines have
 * nothing of other files, its Problems are those of form.
 */
export function* structureSteps(path: string, text: string): Steps<TopologyReading> {
  const file = yield* readFileSteps(path, text);
  const { problems, syntaxError } = file;
  const documents = file.documents.map(({ topology }) => topology);
  const items = file.documents.flatMap(({ topology, scenarios }) =>
    scenarios.map((fields) => ({ fields, machine: topology })),
  );
  return {
    path,
    text,
    shape: topologyShape,
    documents,
    scenarios: scenariosOf(items, file, new Report(path)),
    problems,
    elsewhere: [],
    files: [file],
    syntaxError,
  };
}
