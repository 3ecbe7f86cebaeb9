import { extensions, type TextDocument, type Uri, workspace } from 'vscode';
import { openDocument } from './text.ts';

/** The YAML extension that most have: it validates and completes by the schema that we contribute. */
const yamlExtension = 'redhat.vscode-yaml';

/** Whether it offers keys by the schema: ours would be there twice. */
export function offersKeys(): boolean {
  return extensions.getExtension(yamlExtension) !== undefined;
}

/** What any reader of YAML finds, whatever the format. */
const ofAnyYaml: ReadonlySet<string> = new Set([
  'yaml/syntax',
  'yaml/duplicate-key',
  'yaml/unresolved-alias',
]);

/** Whether it tells a Problem of this code in a file already: it reads what is open, unless told not to. */
export function isToldByOther(code: string, uri: Uri): boolean {
  if (!ofAnyYaml.has(code)) return false;
  const document = openDocument(uri);
  return document !== undefined && does('validate', document);
}

/** Whether it says of a key under the pointer what our schema does: unless told not to. */
export function tellsMeanings(document: TextDocument): boolean {
  return does('hover', document);
}

function does(what: 'validate' | 'hover', document: TextDocument): boolean {
  if (!offersKeys() || document.languageId !== 'yaml') return false;
  return workspace.getConfiguration('yaml', document).get(what) !== false;
}
