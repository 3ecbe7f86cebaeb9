import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  type TestRunProfile,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  type Uri,
} from 'vscode';
import { type Scenario, scenarioName } from '../../engine/index.ts';
import type { Drivers } from '../drivers.ts';
import type { Exploring } from '../explore/exploring.ts';
import { jobFault } from '../explore/run-job.ts';
import type { Moves } from '../moves.ts';
import { Owned } from '../owned.ts';
import { turn } from '../slices.ts';
import { foundOfScenario, type RanScenario } from './found-scenario.ts';
import { markOutdated, type Outdated } from './outdated.ts';
import { type Came, runOne } from './run-scenario.ts';
import type { ScenarioHome, ScenarioHomes } from './scenario-homes.ts';
import { TestItems } from './test-items.ts';
import { messagesOf, outputOf } from './test-messages.ts';

/** The scenarios in VS Code's Test Explorer. */
export interface ScenarioTests extends Disposable {
  /** Runs the scenario of that number in a file, as its button in the Test Explorer does. */
  run(uri: Uri, index: number): Promise<void>;
  /** The same, and shows what came of it step by step. */
  debug(uri: Uri, index: number): Promise<void>;
}

/** Lists all scenarios as tests, follows their edits, and runs them. */
export function registerScenarioTests(
  homes: ScenarioHomes,
  drivers: Drivers,
  exploring: Exploring,
  moves: Moves,
): ScenarioTests {
  const owned = new Owned();
  const controller = owned.own(tests.createTestController('driverModel.scenarios', 'Driver Model Scenarios'));
  const items = new TestItems(controller);
  owned.own(homes.onDidChange((uri) => items.update(uri, homes.get(uri))));
  const outdated = owned.own(markOutdated(controller, items, homes, drivers));
  const means = { controller, items, homes, drivers, outdated, moves };
  controller.refreshHandler = () => homes.refresh();
  const run = async (request: TestRunRequest, token?: CancellationToken) => {
    await runAll(request, means, token);
  };
  const profile = owned.own(controller.createRunProfile('Run', TestRunProfileKind.Run, run, true));
  const debug = async (request: TestRunRequest, token?: CancellationToken) => {
    const ran = await runAll(request, means, token);
    const shown = ran.find(({ came }) => came.verdict.kind !== 'passed') ?? ran.at(-1);
    const found = shown && (await foundOfScenario(shown, homes));
    if (found) await exploring.show(found);
  };
  const debugProfile = owned.own(
    controller.createRunProfile('Debug to Trace', TestRunProfileKind.Debug, debug, true),
  );
  const requestOf = (uri: Uri, index: number, of: TestRunProfile) => {
    const item = items.find(uri, index);
    return item && new TestRunRequest([item], undefined, of);
  };
  return {
    dispose: () => owned.dispose(),
    run: async (uri, index) => {
      const request = requestOf(uri, index, profile);
      if (request) await run(request);
    },
    debug: async (uri, index) => {
      const request = requestOf(uri, index, debugProfile);
      if (request) await debug(request);
    },
  };
}

interface Means {
  readonly controller: TestController;
  readonly items: TestItems;
  readonly homes: ScenarioHomes;
  readonly drivers: Drivers;
  readonly outdated: Outdated;
  readonly moves: Moves;
}

/** Gives those that ran, in their order. */
async function runAll(
  request: TestRunRequest,
  means: Means,
  token?: CancellationToken,
): Promise<readonly RanScenario[]> {
  await means.homes.ready;
  const { controller, items } = means;
  const excluded = new Set((request.exclude ?? []).flatMap((item) => items.leaves(item)));
  const chosen = request.include?.flatMap((item) => items.leaves(item)) ?? items.all();
  const wanted = [...new Set(chosen)].filter((item) => !excluded.has(item));
  const run = controller.createTestRun(request);
  // Either of two tokens stops it.
  const stop = new CancellationTokenSource();
  const links = [run.token, token].map((each) => each?.onCancellationRequested(() => stop.cancel()));
  if (token?.isCancellationRequested) stop.cancel();
  for (const item of wanted) run.enqueued(item);
  const ran: RanScenario[] = [];
  try {
    for (const item of wanted) {
      await turn();
      if (stop.token.isCancellationRequested) run.skipped(item);
      else ran.push(...(await runItem(item, run, means, stop.token)));
    }
    return ran;
  } finally {
    for (const link of links) link?.dispose();
    stop.dispose();
    run.end();
    void means.outdated.look(wanted);
  }
}

/** Runs one, and tells what it came to; gives it where it ran. */
async function runItem(
  item: TestItem,
  run: TestRun,
  { items, homes, drivers, outdated, moves }: Means,
  token: CancellationToken,
): Promise<readonly RanScenario[]> {
  const at = items.placeOf(item);
  const home = at && homes.get(at.uri);
  const scenario = home?.scenarios[at?.index ?? -1];
  if (!home || !scenario) {
    run.skipped(item);
    return [];
  }
  run.started(item);
  const where = moves.fromNow();
  const start = performance.now();
  try {
    const came = await runOne(scenario, home.uri, drivers, token);
    if (came) tell(came, { item, run, home, scenario }, performance.now() - start);
    else run.skipped(item);
    if (came?.kind !== 'ran') return [];
    const ran = { home, scenario, where, came };
    outdated.keep(item, ran);
    return [ran];
  } catch (error) {
    // No memory is left, or an invariant of ours broke: that is no outcome of the scenario's.
    console.error(error);
    run.errored(item, new TestMessage(jobFault(error)));
    return [];
  }
}

interface Told {
  readonly item: TestItem;
  readonly run: TestRun;
  readonly home: ScenarioHome;
  readonly scenario: Scenario;
}

/** `time` in milliseconds. */
function tell(came: Came, { item, run, home, scenario }: Told, time: number): void {
  if (came.kind === 'ran') {
    run.appendOutput(outputOf(came.result, scenarioName(scenario), home), undefined, item);
    if (came.verdict.kind === 'passed') {
      run.passed(item, time);
      return;
    }
  }
  const messages = messagesOf(came, scenario, home);
  // What gave up is neither passed nor failed: it could not be told.
  if (came.kind === 'ran' && came.verdict.kind === 'gave-up') run.errored(item, messages, time);
  else run.failed(item, messages, time);
}
