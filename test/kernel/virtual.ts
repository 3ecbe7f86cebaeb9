import {
  type CompiledDriver,
  compileDriver,
  type DriverSource,
  type Scenario,
} from '../../src/engine/index.ts';
import { errnoSymbol } from '../../src/engine/kernel/errno-symbol.ts';
import { firmwareOf } from '../../src/engine/kernel/firmware.ts';
import { fuelFor } from '../../src/engine/kernel/probe.ts';
import { registeredGpus } from '../../src/engine/kernel/registration.ts';
import { KernelRun } from '../../src/engine/kernel/run.ts';
import { userAction } from '../../src/engine/scenario/act.ts';
import type { Action } from '../../src/engine/topology/scenario/scenario.ts';
import { type Harm, harms, ordered, type Seen } from './seen.ts';

/** A step, with the order in which its actions are taken. */
type Taken = readonly (readonly [list: number, action: Action])[];

/**
 * What the virtual kernel says of a scenario, a step at a time: once for every order of the actions of its
 * parallel items, for a real kernel chooses one of them.
 */
export function virtualRuns(scenario: Scenario, source: DriverSource): readonly (readonly Seen[])[] {
  const driver = compileDriver(source, scenario.machine!.pageSize);
  const orders = scenario.steps.map((step) =>
    step.kind === 'parallel' ? interleavings(step.lists) : [[[0, step] as const]],
  );
  return products(orders).map((order) => virtualRun(scenario, driver, order));
}

function virtualRun(scenario: Scenario, driver: CompiledDriver, order: readonly Taken[]): readonly Seen[] {
  const devices = registeredGpus(scenario.machine!);
  const limits = { fuel: fuelFor(scenario.machine!) };
  const run = new KernelRun(driver, devices, limits, firmwareOf(scenario.machine!));
  finish(run.boot());
  return order.map((taken, index) => {
    const logged = run.state.output.length;
    const found = run.state.findings.length;
    const answers = taken.map(([list, action]) => [list, finish(run.act(userAction(action)))] as const);
    const { auxiliary, devices: states, nodes } = finish(run.observe());
    return {
      answers: answers.toSorted(([a], [b]) => a - b).map(([, answer]) => answerText(answer)),
      log: ordered(
        scenario.steps[index]!,
        run.state.output.slice(logged).filter((line) => !isWarning(line)),
      ),
      harm: run.state.findings
        .slice(found)
        .flatMap(({ kind }) => harms.filter((each): each is Harm => each === kind)),
      gpus: devices.map(({ bdf }, number) => `${bdf} ${states.get(number)?.bound ? 'bound' : 'unbound'}`),
      devices: auxiliary.map(({ name, parent }) => `${name} at ${devices[parent]?.bdf ?? '-'}`).toSorted(),
      nodes: nodes.map(({ name }) => name).toSorted(),
    };
  });
}

/** What WARN_ON prints is told as harm: the file that it names is the library's own. */
export function isWarning(line: string): boolean {
  return line.startsWith('WARNING: at ');
}

function answerText(answer: number | null): string {
  return answer === null ? 'never' : answer === 0 ? '0' : (errnoSymbol(BigInt(answer)) ?? String(answer));
}

function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Every order in which the lists of an item can be taken, an action at a time. */
function interleavings(lists: readonly (readonly Action[])[]): readonly Taken[] {
  const open = lists.flatMap((list, index) => (list.length > 0 ? [index] : []));
  if (open.length === 0) return [[]];
  return open.flatMap((list) => {
    const rest = lists.map((each, index) => (index === list ? each.slice(1) : each));
    const first = [list, lists[list]![0]!] as const;
    return interleavings(rest).map((others) => [first, ...others]);
  });
}

function products<T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return choices.reduce<readonly (readonly T[])[]>(
    (done, next) => done.flatMap((each) => next.map((choice) => [...each, choice])),
    [[]],
  );
}
