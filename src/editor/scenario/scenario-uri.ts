import type { Uri } from 'vscode';
import { type FileKind, isOwnScheme } from '../topology-uri.ts';

/** As a glob, for searching and watching. */
export const scenarioGlob = '**/*.scenario.{yaml,yml}';

/** Whether a document is a scenario file to read, as `isTopology` says it of topologies. */
export function isScenario(uri: Uri): boolean {
  return /\.scenario\.ya?ml$/.test(uri.path) && isOwnScheme(uri.scheme);
}

export const scenarioKind: FileKind = { glob: scenarioGlob, is: isScenario };
