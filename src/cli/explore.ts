import { machineName, wholeLife } from '../engine/index.ts';
import { complaint, type Result, unreadable } from './check.ts';
import { checkModule, chooseDriver } from './driver.ts';
import type { ExploreRequest } from './explored/arguments.ts';
import { exploredEntry } from './explored/json.ts';
import { searchScenario } from './explored/scenario.ts';
import { type FoundOn, search, statuses } from './explored/search.ts';
import { assumedLines, exploredLines } from './explored/text.ts';
import { isScenarioFile } from './inputs.ts';
import { written } from './json.ts';
import { oneMachine } from './one-machine.ts';
import type { Progress } from './progress.ts';
import { type Style, visible } from './style.ts';
import { makeTraceFolder, savedEntry, savedLines, saveTraces } from './traces/save.ts';

/** Calls that may fail where a topology is explored and nothing is said of it. */
const usualFaults = 1;

/** Looks at every order of a scenario's steps, or of binding and unbinding a machine's GPUs. */
export function explore(request: ExploreRequest, style: Style, progress: Progress): Result {
  const { path, name, traces, format } = request;
  try {
    if (traces !== null) makeTraceFolder(traces);
    const isScenario = name !== null || isScenarioFile(path);
    const found = isScenario ? searchScenario(request, progress) : searchMachine(request, progress);
    const head = `${style.bold(visible(path))}: ${visible(found.name)}`;
    const saved = traces === null ? [] : saveTraces(traces, found);
    const output =
      format === 'json'
        ? written({ version: 1, ...exploredEntry(found), traces: saved.map(savedEntry) }, '')
        : [head, ...assumedLines(found.driver), ...exploredLines(found, style), ...savedLines(saved)].join(
            '\n',
          );
    const unused = found.driver.unusedName();
    const errors = complaint(unused === null ? found.remarks : [...found.remarks, unused]);
    return { output: `${output}\n`, errors, status: statuses[found.explored.outcome] };
  } catch (error) {
    return { output: '', errors: complaint([unreadable(error)]), status: 2 };
  }
}

/** Every order of the binds and unbinds of a topology's machine. */
function searchMachine(request: ExploreRequest, progress: Progress): FoundOn {
  const { path, driver, module, faults } = request;
  checkModule(driver, module);
  const chosen = chooseDriver(driver, module);
  const { machine, remarks } = oneMachine(path, 'explored');
  const compiled = chosen.compiled(machine.pageSize);
  const life = wholeLife(machine, compiled, faults ?? usualFaults, request.orders);
  const found = search(machine, compiled, life, request, progress);
  return { ...found, name: machineName(machine), machine, remarks, driver: chosen };
}
