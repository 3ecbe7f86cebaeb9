import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  type Uri,
} from 'vscode';
import { scenarioName } from '../../engine/index.ts';
import type { Drivers } from '../drivers.ts';
import { jobFault } from '../explore/run-job.ts';
import { Owned } from '../owned.ts';
import { turn } from '../slices.ts';
import { runOne } from './run-scenario.ts';
import type { ScenarioHomes } from './scenario-homes.ts';
import { TestItems } from './test-items.ts';
import { messagesOf, outputOf } from './test-messages.ts';

/** The scenarios in VS Code's Test Explorer. */
export interface ScenarioTests extends Disposable {
  /** Runs the scenario of that number in a file, as its button in the Test Explorer does. */
  run(uri: Uri, index: number): Promise<void>;
}

/** Lists all scenarios as tests, follows their edits, and runs them. */
export function registerScenarioTests(homes: ScenarioHomes, drivers: Drivers): ScenarioTests {
  const owned = new Owned();
  const controller = owned.own(tests.createTestController('driverModel.scenarios', 'Driver Model Scenarios'));
  const items = new TestItems(controller);
  owned.own(homes.onDidChange((uri) => items.update(uri, homes.get(uri))));
  controller.refreshHandler = () => homes.refresh();
  const run = (request: TestRunRequest, token?: CancellationToken) =>
    runAll(request, { controller, items, homes, drivers }, token);
  const profile = owned.own(controller.createRunProfile('Run', TestRunProfileKind.Run, run, true));
  return {
    dispose: () => owned.dispose(),
    run: async (uri, index) => {
      const item = items.find(uri, index);
      if (item) await run(new TestRunRequest([item], undefined, profile));
    },
  };
}

interface Means {
  readonly controller: TestController;
  readonly items: TestItems;
  readonly homes: ScenarioHomes;
  readonly drivers: Drivers;
}

async function runAll(request: TestRunRequest, means: Means, token?: CancellationToken): Promise<void> {
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
  try {
    for (const item of wanted) {
      await turn();
      if (stop.token.isCancellationRequested) run.skipped(item);
      else await runItem(item, run, means, stop.token);
    }
  } finally {
    for (const link of links) link?.dispose();
    stop.dispose();
    run.end();
  }
}

async function runItem(
  item: TestItem,
  run: TestRun,
  { items, homes, drivers }: Means,
  token: CancellationToken,
): Promise<void> {
  const at = items.placeOf(item);
  const home = at && homes.get(at.uri);
  const scenario = home?.scenarios[at?.index ?? -1];
  if (!home || !scenario) return run.skipped(item);
  run.started(item);
  const start = performance.now();
  try {
    const came = await runOne(scenario, home.uri, drivers, token);
    const time = performance.now() - start;
    if (!came) return run.skipped(item);
    if (came.kind === 'ran') {
      run.appendOutput(outputOf(came.result, scenarioName(scenario), home), undefined, item);
      if (came.verdict.kind === 'passed') return run.passed(item, time);
    }
    const messages = messagesOf(came, scenario, home);
    // What gave up is neither passed nor failed: it could not be told.
    if (came.kind === 'ran' && came.verdict.kind === 'gave-up') run.errored(item, messages, time);
    else run.failed(item, messages, time);
  } catch (error) {
    // No memory is left, or an invariant of ours broke: that is no outcome of the scenario's.
    console.error(error);
    run.errored(item, new TestMessage(jobFault(error)));
  }
}
