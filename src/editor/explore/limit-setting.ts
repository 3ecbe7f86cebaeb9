import { type Uri, workspace } from 'vscode';

const usual = 200_000;

/** States at which exploring a topology gives up. What users write there need not be a number. */
export function stateLimit(topology: Uri): number {
  const value = workspace.getConfiguration('driverModel', topology).get<unknown>('stateLimit');
  return typeof value === 'number' && value >= 1 ? Math.floor(value) : usual;
}
