import type { Disposable, Uri } from 'vscode';
import type { Drivers } from '../drivers.ts';
import type { Exploring } from '../explore/exploring.ts';
import { registerCompletion } from '../language/completion.ts';
import { registerHover } from '../language/hover.ts';
import { registerSymbols } from '../language/symbols.ts';
import { TopologyTexts } from '../language/topology-text.ts';
import type { Moves } from '../moves.ts';
import { Owned } from '../owned.ts';
import type { RulePages } from '../rule-pages.ts';
import type { TopologyStore } from '../store.ts';
import { registerRunScenario } from './run-command.ts';
import { registerScenarioDiagnostics } from './scenario-diagnostics.ts';
import { ScenarioHomes } from './scenario-homes.ts';
import { registerScenarioLenses } from './scenario-lenses.ts';
import { registerScenarioFixes } from './scenario-quick-fixes.ts';
import { ScenarioStore } from './scenario-store.ts';
import { registerScenarioTests } from './scenario-tests.ts';
import { ScenarioTexts } from './scenario-text.ts';

/** Everything about scenarios: their files as text, and all of them as tests. */
export function registerScenarios(
  extension: Uri,
  topologies: TopologyStore,
  drivers: Drivers,
  pages: RulePages,
  exploring: Exploring,
  moves: Moves,
): Disposable {
  const owned = new Owned();
  const store = owned.own(new ScenarioStore(topologies));
  const homes = new ScenarioHomes(topologies, store);
  const tests = owned.own(registerScenarioTests(homes, drivers, exploring, moves));
  owned.own(homes.onDidChange(() => exploring.look()));
  owned.own(registerScenarioDiagnostics(store, pages));
  owned.own(registerRunScenario(extension, homes, tests));
  const texts = new ScenarioTexts(store, topologies);
  for (const register of [registerCompletion, registerHover, registerSymbols]) owned.own(register(texts));
  owned.own(registerScenarioFixes(texts));
  owned.own(registerScenarioLenses(texts, store.onDidChange));
  owned.own(registerScenarioLenses(new TopologyTexts(topologies), topologies.onDidChange));
  return owned;
}
