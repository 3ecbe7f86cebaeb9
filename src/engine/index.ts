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
export type { DriverNotes, DriverSource, ModuleSource } from './kernel/driver.ts';
export type { AuxiliaryDevice, FailedCall, Finding, GpuOutcome, Outcome } from './kernel/outcome.ts';
export type { FindingKind } from './machine/finding.ts';
export type {
  Gpu,
  MemoryRange,
  Property,
  Region,
  RetiredTable,
  Socket,
  Topology,
} from './topology/topology.ts';
export type { OutlineIcon, OutlineKind, OutlineNode } from './view/outline.ts';
