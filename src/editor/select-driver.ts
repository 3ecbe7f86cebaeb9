import {
  ConfigurationTarget,
  type QuickPickItem,
  QuickPickItemKind,
  type Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { driverSetting } from './driver-setting.ts';
import type { Drivers } from './drivers.ts';

const folderItem: QuickPickItem = {
  label: '$(folder-opened) Choose a folder…',
  description: 'C source of your own, executed in the virtual kernel only',
};

/** Lets the user pick the driver of a topology, and keeps the choice in the settings. */
export async function selectDriver(drivers: Drivers, topology: Uri | undefined): Promise<void> {
  const current = topology && driverSetting(topology);
  const embedded = drivers.embedded.map(({ name, summary }) => ({
    label: name,
    description: summary,
    detail: name === current ? 'selected' : '',
  }));
  const own =
    embedded.some(({ label }) => label === current) || !current
      ? []
      : [{ label: current, detail: 'selected' }];
  const separator = { label: '', kind: QuickPickItemKind.Separator };
  // A folder is a setting that a workspace without trust must not have.
  const folders = workspace.isTrusted ? [separator, folderItem] : [];
  const items = [...embedded, ...own, ...folders];
  const picked = await pick(
    items,
    items.find(({ label }) => label === current),
  );
  const name = picked === folderItem ? await pickFolder(topology) : picked?.label;
  if (name !== undefined && name !== current) await keep(name, topology);
}

/** Shows the drivers, the chosen one active; undefined where the user leaves it. */
function pick(items: readonly QuickPickItem[], active?: QuickPickItem): Promise<QuickPickItem | undefined> {
  const shown = window.createQuickPick();
  shown.title = 'Driver';
  shown.placeholder = 'Choose the driver that is run on the topology';
  shown.matchOnDescription = true;
  shown.items = items;
  if (active) shown.activeItems = [active];
  return new Promise<QuickPickItem | undefined>((resolve) => {
    shown.onDidAccept(() => {
      resolve(shown.selectedItems[0]);
      shown.hide();
    });
    shown.onDidHide(() => resolve(undefined));
    shown.show();
  }).finally(() => shown.dispose());
}

async function pickFolder(topology: Uri | undefined): Promise<string | undefined> {
  const home = folderOf(topology);
  const [folder] =
    (await window.showOpenDialog({
      title: 'Folder of the Driver',
      openLabel: 'Use Driver',
      canSelectFiles: false,
      canSelectFolders: true,
      ...(home ? { defaultUri: home.uri } : {}),
    })) ?? [];
  if (!folder) return undefined;
  // Relative where it can be, so that the setting holds for everyone who has the folder.
  if (home && `${folder}/`.startsWith(`${home.uri}/`)) {
    return `.${folder.path.slice(home.uri.path.length)}`;
  }
  return folder.scheme === 'file' ? folder.fsPath : folder.toString();
}

function folderOf(topology: Uri | undefined): WorkspaceFolder | undefined {
  return (topology && workspace.getWorkspaceFolder(topology)) ?? workspace.workspaceFolders?.[0];
}

/** In the folder's settings; in the user's where there is no folder, or none that may have the setting. */
async function keep(name: string, topology: Uri | undefined): Promise<void> {
  const home = workspace.isTrusted ? folderOf(topology) : undefined;
  const target = home ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Global;
  await workspace.getConfiguration('driverModel', home?.uri ?? topology).update('driver', name, target);
}
