import { machineName, wholeLifePlan } from '../engine/index.ts';
import type { ExploreRequest } from './arguments.ts';
import { complaint, type Result, unreadable } from './check.ts';
import { checkModule, chooseDriver } from './driver.ts';
import { exploredEntry } from './explored/json.ts';
import { search, statuses } from './explored/search.ts';
import { exploredLines } from './explored/text.ts';
import { written } from './json.ts';
import { oneMachine } from './one-machine.ts';
import type { Progress } from './progress.ts';
import { type Style, visible } from './style.ts';

/** Looks at every order of binding and unbinding a machine's GPUs, with calls that may fail. */
export function explore(request: ExploreRequest, style: Style, progress: Progress): Result {
  const { path, faults, limit, format } = request;
  try {
    checkModule(request.driver, request.module);
    const driver = chooseDriver(request.driver, request.module);
    const machine = oneMachine(path, 'explored');
    const compiled = driver.compiled(machine.pageSize);
    const found = search(machine, compiled, wholeLifePlan(machine, compiled, faults), limit, progress);
    const head = `${style.bold(visible(path))}: ${visible(machineName(machine))}`;
    const output =
      format === 'json'
        ? written({ version: 1, ...exploredEntry(found) }, '')
        : [head, ...exploredLines(found, style)].join('\n');
    return { output: `${output}\n`, errors: '', status: statuses[found.explored.outcome] };
  } catch (error) {
    return { output: '', errors: complaint([unreadable(error)]), status: 2 };
  }
}
