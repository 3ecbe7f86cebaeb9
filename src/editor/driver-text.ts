import { type Disposable, FileSystemError, type Uri, workspace } from 'vscode';
import { librarySource } from '../engine/index.ts';
import type { Drivers } from './drivers.ts';

/** The scheme of embedded C: `driver-model:/reviewed/egm_dev.c`. */
const scheme = 'driver-model';

/** Opens the C of embedded drivers, and of the kernel's library, read-only. */
export function registerDriverText(drivers: Drivers): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => {
      const text = embeddedText(uri, drivers);
      if (text === null) throw FileSystemError.FileNotFound(uri);
      return text;
    },
  });
}

function embeddedText(uri: Uri, drivers: Drivers): string | null {
  const address = uri.toString();
  for (const driver of drivers.embedded) {
    for (const [file, text] of driver.files) if (driver.place(file) === address) return text;
  }
  return librarySource(address);
}
