import { type Uri, workspace } from 'vscode';
import { type RuleLevels, ruleLevels } from '../engine/index.ts';

/** As settings are named in what tells of their change. */
export const rulesSetting = 'driverModel.rules';

/** The severities that the user gave rules, for a topology. */
export function rulesFor(topology: Uri): RuleLevels {
  return ruleLevels(workspace.getConfiguration('driverModel', topology).get('rules'));
}
