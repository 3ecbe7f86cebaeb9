import { machineName, wholeLifePlan } from '../engine/index.ts';
import { complaint, type Result, unreadable } from './check.ts';
import { checkModule, chooseDriver } from './driver.ts';
import type { ExploreRequest } from './explored/arguments.ts';
import { exploredEntry } from './explored/json.ts';
import { searchScenario } from './explored/scenario.ts';
import { type Search, search, statuses } from './explored/search.ts';
import { exploredLines } from './explored/text.ts';
import { isScenarioFile } from './inputs.ts';
import { written } from './json.ts';
import { oneMachine } from './one-machine.ts';
import type { Progress } from './progress.ts';
import { type Style, visible } from './style.ts';

/** Calls that may fail where a topology is explored and nothing is said of it. */
const usualFaults = 1;

/** Looks at every order of a scenario's steps, or of binding and unbinding a machine's GPUs. */
export function explore(request: ExploreRequest, style: Style, progress: Progress): Result {
  const { path, name, format } = request;
  try {
    checkModule(request.driver, request.module);
    const isScenario = name !== null || isScenarioFile(path);
    const found = isScenario ? searchScenario(request, progress) : searchMachine(request, progress);
    const head = `${style.bold(visible(path))}: ${visible(found.name)}`;
    const output =
      format === 'json'
        ? written({ version: 1, ...exploredEntry(found) }, '')
        : [head, ...exploredLines(found, style)].join('\n');
    return { output: `${output}\n`, errors: '', status: statuses[found.explored.outcome] };
  } catch (error) {
    return { output: '', errors: complaint([unreadable(error)]), status: 2 };
  }
}

/** Every order of the binds and unbinds of a topology's machine. */
function searchMachine(
  { path, driver, module, faults, limit }: ExploreRequest,
  progress: Progress,
): Search & { name: string } {
  const chosen = chooseDriver(driver, module);
  const machine = oneMachine(path, 'explored');
  const compiled = chosen.compiled(machine.pageSize);
  const plan = wholeLifePlan(machine, compiled, faults ?? usualFaults);
  return { name: machineName(machine), ...search(machine, compiled, plan, limit, progress) };
}
