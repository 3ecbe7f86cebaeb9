import { commands, Uri, window, workspace } from 'vscode';
import { type OutlineNode, savedTrace, traceFileNames, traceOrigin, writeTrace } from '../../engine/index.ts';
import { fileName } from '../topology-uri.ts';
import { foundOf } from './copy-findings.ts';
import type { Findings } from './findings.ts';
import { pathTo } from './path-to.ts';
import { staleText } from './stale.ts';

/** Writes the trace of a finding or a race beside its topology, under a name that no file has, and opens it. */
export async function saveTrace({ held }: Findings, row: OutlineNode | undefined): Promise<void> {
  if (!held?.found.origin) return;
  const { found, uri } = held;
  const one = row && foundOf(found, row);
  if (!one) {
    window.setStatusBarMessage('$(info) A finding, a field or a step of theirs has a trace to save', 5000);
    return;
  }
  const { source, folder: driver } = held.found.origin;
  if (uri.scheme === 'untitled') {
    void window.showInformationMessage('A trace is written beside its topology: save the topology first.');
    return;
  }
  const origin = traceOrigin(found.wrong.topology, source);
  const folder = Uri.joinPath(uri, '..');
  const trace = savedTrace(one, {
    ...origin,
    topology: { ...origin.topology, path: fileName(uri) },
    driver: { ...origin.driver, name: driver ? pathTo(folder, held.at(driver)) : source.name },
  });
  const target = await freeName(folder, [trace]);
  try {
    await workspace.fs.writeFile(target, new TextEncoder().encode(writeTrace(trace)));
  } catch (error) {
    // A folder that is read-only, or on a full disk, is no fault of ours.
    const why = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`${fileName(target)} cannot be written beside the topology: ${why}`);
    return;
  }
  await commands.executeCommand('vscode.open', target, { preview: false });
  if (held.stale)
    window.setStatusBarMessage(`$(history) ${staleText(held.stale)} The trace is of what was.`, 10_000);
}

async function freeName(folder: Uri, traces: Parameters<typeof traceFileNames>[0]): Promise<Uri> {
  // The name of the last of so many like it has their number.
  for (const like = [...traces]; ; like.push(traces[0]!)) {
    const target = Uri.joinPath(folder, traceFileNames(like).at(-1)!);
    const isTaken = await workspace.fs.stat(target).then(
      () => true,
      () => false,
    );
    if (!isTaken) return target;
  }
}
