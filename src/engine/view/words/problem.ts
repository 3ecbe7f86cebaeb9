import type { ShownProblem } from '../../base/problem.ts';
import type { Problem, ProblemCode } from '../../topology/catalogue.ts';
import { gpuWords } from './gpu.ts';
import { identityWords } from './identity.ts';
import { platformWords } from './platform.ts';
import { pxmWords } from './pxm.ts';
import { retiredWords } from './retired.ts';
import { scenarioWords } from './scenario.ts';
import { shapeWords } from './shape.ts';
import { spaWords } from './spa.ts';
import type { Wording } from './wording.ts';
import { yamlWords } from './yaml.ts';

const families = {
  ...yamlWords,
  ...shapeWords,
  ...identityWords,
  ...pxmWords,
  ...spaWords,
  ...gpuWords,
  ...retiredWords,
  ...platformWords,
  ...scenarioWords,
};

/** A Problem of a topology or a scenario in sentences. */
export function showProblem(problem: Problem): ShownProblem {
  const { code, severity, place, data } = problem;
  const wording = wordingOf(code);
  const related = problem.related.map((each) => ({
    message: wording.related?.[each.role]?.(data) ?? each.role,
    place: each.place,
  }));
  return { code, severity, message: wording.message(data), place, related };
}

function wordingOf(code: ProblemCode): Wording<unknown> {
  // Each wording takes the data of its own code; the table's type has paired them already.
  return families[code] as Wording<unknown>;
}
