import { type TextDocument, type Uri, workspace } from 'vscode';

/** The open document of a file, if an editor or an extension holds one. */
export function openDocument(uri: Uri): TextDocument | undefined {
  const key = uri.toString();
  return workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === key);
}

/** The text of a file: of the open document where there is one, unsaved edits included, else of the disk. */
export async function currentText(uri: Uri): Promise<string> {
  return openDocument(uri)?.getText() ?? (await diskText(uri));
}

/** The text on disk, without a byte order mark, as documents have it. Rejects when it cannot be read. */
export async function diskText(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}
