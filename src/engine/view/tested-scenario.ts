import type { Verdict } from '../scenario/judge.ts';
import type { ScenarioResult } from '../scenario/result.ts';
import type { Scenario } from '../topology/scenario/scenario.ts';
import type { Topology } from '../topology/topology.ts';

/** A scenario with what it came to: all that eyes are shown of it. */
export interface TestedScenario {
  readonly scenario: Scenario;
  /** The file that the scenario stands in. */
  readonly text: string;
  /** The machine that it is about. */
  readonly topology: Topology;
  readonly result: ScenarioResult;
  readonly verdict: Verdict;
}
