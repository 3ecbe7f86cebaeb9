import { Uri, window } from 'vscode';
import type { DriverSource, Trace } from '../../engine/index.ts';
import type { ChosenDriver, Drivers } from '../drivers.ts';
import { fileName } from '../topology-uri.ts';
import { pathTo } from './path-to.ts';

type TracedDriver = ChosenDriver & { readonly source: DriverSource };

const choose = 'Choose Folder…';

/** The driver that a trace names. Where its folder is gone, asks where it is now; undefined where the user leaves. */
export async function tracedDriver(
  { driver: { name } }: Trace,
  trace: Uri,
  drivers: Drivers,
): Promise<TracedDriver | undefined> {
  const home = Uri.joinPath(trace, '..');
  let driver = await drivers.named(name, trace);
  while (driver.source === null) {
    const { folder, trouble } = driver;
    if (!folder) {
      void window.showErrorMessage(`${fileName(trace)}: ${trouble}`);
      return undefined;
    }
    const why = `${trouble} It is looked for at ${folder.fsPath}. Put it back, or choose where the driver is now.`;
    const answer = await window.showErrorMessage(`${fileName(trace)}: ${why}`, choose);
    const chosen = answer === choose ? await askFolder(home) : undefined;
    if (!chosen) return undefined;
    driver = await drivers.named(pathTo(home, chosen), trace);
  }
  return driver;
}

async function askFolder(home: Uri): Promise<Uri | undefined> {
  const picked = await window.showOpenDialog({
    title: 'Folder of the Driver That the Trace Is Of',
    openLabel: 'Replay on It',
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: home,
  });
  return picked?.[0];
}
