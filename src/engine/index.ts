/**
 * The one door of the engine. It is pure: text in, data out; no editor, no files, no clock.
 */
export { Bug } from './base/bug.ts';
export type {
  Related,
  Severity,
  ShownProblem,
  ShownRelated,
  SourcePlace,
  SourceProblem,
} from './base/problem.ts';
export { isSourcePlace } from './base/problem.ts';
export type { Located, Place, Position, Span } from './base/span.ts';
export { LineIndex } from './base/span.ts';
export type { Site } from './csource/ast.ts';
export { compileDriver, compileSteps } from './drivers/compile-driver.ts';
export { defaultDriver, type EmbeddedDriver, embeddedDrivers } from './drivers/embedded.ts';
export { allOrders, type Orders } from './explore/orders.ts';
export {
  type CompareJob,
  type ExploreJob,
  type FaultsJob,
  type InjectJob,
  type Job,
  type JobProgress,
  type JobResult,
  type JobResults,
  type JobSteps,
  type ReplayJob,
  type ScenarioJob,
  type SentDriver,
  sentDriver,
} from './job/job.ts';
export { jobSteps } from './job/steps.ts';
export type { CompiledDriver } from './kernel/compile.ts';
export type { DriverNotes, DriverSource, ModuleSource } from './kernel/driver.ts';
export { type ExplorationOptions, exploreKernel } from './kernel/exploration.ts';
export { exploreLife } from './kernel/explore-life.ts';
export type {
  Explored,
  ExploredFault,
  ExploredFinding,
  ExploredRace,
  TraceStep,
} from './kernel/explored.ts';
export {
  type Choosing,
  type FailableCall,
  type FailableCalls,
  failableCalls,
  type Injected,
  injectFault,
} from './kernel/inject.ts';
export { librarySource } from './kernel/library.ts';
export type { AuxiliaryDevice, FailedCall, Finding, GpuOutcome, Outcome } from './kernel/outcome.ts';
export type { Plan } from './kernel/plan.ts';
export { probe } from './kernel/probe.ts';
export { registeredGpus } from './kernel/registration.ts';
export { changesSince } from './kernel/trace/changes.ts';
export { type TraceOrigin, traceOrigin } from './kernel/trace/make.ts';
export { readTrace, type TraceFault, type TraceReading } from './kernel/trace/read.ts';
export { type ReplayEnd, type Replayed, replayKernel } from './kernel/trace/replay.ts';
export type { Trace, TraceChange } from './kernel/trace/trace.ts';
export { writeTrace } from './kernel/trace/write.ts';
export { type Life, lifeOf, lifePlan, pairOfGpus, wholeLife } from './kernel/whole-life.ts';
export type { FindingKind } from './machine/finding.ts';
export { exploreScenario } from './scenario/explore.ts';
export { type Difference, judge, type Verdict, wayOf } from './scenario/judge.ts';
export { actionAt, planOf } from './scenario/plan.ts';
export type {
  EndState,
  ExploreOptions,
  ExploreScenario,
  FoundBy,
  ScenarioProgress,
  ScenarioResult,
  ScenarioSteps,
  StepResult,
  Stop,
  StopReason,
  WayThere,
} from './scenario/result.ts';
export { runScenario } from './scenario/run.ts';
export { runSchedule } from './scenario/schedule.ts';
export { applyEdits, type TextEdit } from './topology/assist/edit.ts';
export { fixesFor, fixSteps, safeFixes, safeSteps } from './topology/assist/fix.ts';
export type { Fix, FixAction } from './topology/assist/fix-action.ts';
export { ignoreFix } from './topology/assist/fix-ignore.ts';
export { scenarioFixes, scenarioFixSteps, topologiesOf } from './topology/assist/fix-scenario.ts';
export {
  type NameFault,
  type Occurrences,
  occurrencesAt,
  regionLinks,
  renameAt,
} from './topology/assist/occurrences.ts';
export { structureSteps } from './topology/assist/structure.ts';
export { treeSteps } from './topology/assist/tree.ts';
export type { Problem, ProblemCode } from './topology/catalogue.ts';
export { type CodeEntry, problemCodes } from './topology/codes.ts';
export { type FileReading, readFile, readFileSteps } from './topology/file-reading.ts';
export { ignoredCodes } from './topology/ignore.ts';
export { type Includes, includeFault } from './topology/include.ts';
export {
  joinTopologySteps,
  readTopology,
  type TopologyReading,
} from './topology/reading.ts';
export { regionsOf } from './topology/region.ts';
export {
  joinScenarioSteps,
  readScenarioFile,
  readScenarioFileSteps,
  type ScenarioFile,
  type ScenarioReading,
  type Topologies,
  topologyPaths,
} from './topology/scenario/file.ts';
export {
  type Action,
  type Expectation,
  isSequential,
  type Scenario,
  type Step,
  scenarioName,
} from './topology/scenario/scenario.ts';
export type {
  Gpu,
  MemoryRange,
  Property,
  Region,
  RetiredTable,
  Socket,
  Topology,
} from './topology/topology.ts';
export { type Completion, completeAt } from './view/assist/complete.ts';
export { hintsOf, type InlayHint, tokensOf } from './view/assist/hints.ts';
export { type Hover, hoverAt, type Outcomes } from './view/assist/hover.ts';
export { type Lens, lensesOf } from './view/assist/lenses.ts';
export { type ScenarioLens, scenarioLenses } from './view/assist/scenario-at.ts';
export { symbolsOf, type TextSymbol } from './view/assist/symbols.ts';
export { type Compared, compareDrivers } from './view/comparison/compare.ts';
export type { ComparedExploration } from './view/comparison/explored-rows.ts';
export { comparisonPage } from './view/comparison/page.ts';
export type {
  Comparison,
  ComparisonCell,
  ComparisonDetail,
  ComparisonKind,
  ComparisonRow,
} from './view/comparison/table.ts';
export { type ExploredMachine, leftOut } from './view/explored-machine.ts';
export { type ExploredProblems, exploredProblems, type WrongMachine } from './view/explored-problems.ts';
export {
  comparedReport,
  exploredReport,
  findingReport,
  injectedReport,
  replayedReport,
  testedReport,
  traceReport,
} from './view/explored-report.ts';
export { binarySize, hex, hexSize } from './view/format.ts';
export { gpuName, gpusOf, resultsByGpu } from './view/gpus.ts';
export { machineName } from './view/machine-name.ts';
export { outcomeProblems } from './view/outcome-problems.ts';
export type { OutlineIcon, OutlineKind, OutlineNode } from './view/outline.ts';
export { type RegionState, regionStates } from './view/region-state.ts';
export { type ReportInput, report } from './view/report.ts';
export { comparedCell, comparedRows } from './view/rows/compared.ts';
export { exploredRows } from './view/rows/explored.ts';
export { injectedRows } from './view/rows/injected.ts';
export { raceOfRow } from './view/rows/locks.ts';
export { outline } from './view/rows/machine.ts';
export { replayedRows } from './view/rows/replayed.ts';
export { type Opening, testedRows } from './view/rows/tested.ts';
export {
  allRules,
  isRule,
  type Rule,
  type RuleLevel,
  type RuleLevels,
  ruleLevel,
  ruleLevelNames,
  ruleLevels,
  withLevels,
} from './view/rule-levels.ts';
export { savedTrace, traceFileNames } from './view/saved-trace.ts';
export { assumption, sourceProblems } from './view/source-problems.ts';
export { outcomeSummary, severitySummary, statusText } from './view/status.ts';
export { type Template, templates } from './view/templates/template.ts';
export type { TestedScenario } from './view/tested-scenario.ts';
export { fixTitle } from './view/words/assist-fix.ts';
export { accessText, comparisonSummary, comparisonTitle } from './view/words/comparison.ts';
export { errnoMeaning, errnoName, explained, returned } from './view/words/errno.ts';
export {
  exploredMessage,
  exploredSummary,
  faultText,
  fewerMayDoText,
  raceTexts,
  stepText,
  swallowedTexts,
  swallowedTitle,
  uncoveredTexts,
} from './view/words/exploration.ts';
export { findingKinds, findingMessage, findingTitle, shownSite } from './view/words/finding.ts';
export { failableText } from './view/words/injected.ts';
export { showProblem } from './view/words/problem.ts';
export { progressText } from './view/words/progress.ts';
export {
  answerText,
  differenceMessage,
  differenceRelated,
  nothingDoneText,
  stopMessage,
  verdictWord,
} from './view/words/scenario-result.ts';
export { siteText } from './view/words/site.ts';
export { changeText, replayText, replayTitle, traceFaultText } from './view/words/trace.ts';
export { untranslatedTexts } from './view/words/untranslated.ts';
