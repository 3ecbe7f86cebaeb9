import { type ConfigurationScope, Uri, workspace } from 'vscode';
import { defaultDriver } from '../engine/index.ts';

/**
 * The value of `driverModel.driver` for a topology: an embedded driver's name, or a folder. What users
 * write there need not be text: a number is taken for a name, that nothing has.
 */
export function driverSetting(topology: Uri): string {
  const value = settings(topology).get<unknown>('driver');
  return String(value ?? '').trim() || defaultDriver;
}

/** Whether the driver runs at every change of the topology; else only when told to. */
export function runsOnChange(topology: Uri): boolean {
  return settings(topology).get('run') !== 'manual';
}

function settings(scope: ConfigurationScope) {
  return workspace.getConfiguration('driverModel', scope);
}

/**
 * The folder a setting means: a URI, an absolute path, or a path relative to the workspace folder of
 * the topology, else to the topology's own folder. Null where there is nothing to be relative to.
 */
export function driverFolder(setting: string, topology: Uri): Uri | null {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(setting)) return Uri.parse(setting);
  const base = workspace.getWorkspaceFolder(topology)?.uri ?? parentOf(topology);
  if (/^([a-z]:)?[\\/]/i.test(setting)) {
    return base === null || base.scheme === 'file' ? Uri.file(setting) : base.with({ path: setting });
  }
  return base && Uri.joinPath(base, setting.replaceAll('\\', '/'));
}

function parentOf(topology: Uri): Uri | null {
  return topology.scheme === 'untitled' ? null : Uri.joinPath(topology, '..');
}
