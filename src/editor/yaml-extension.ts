import { extensions, type Uri, workspace } from 'vscode';
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
  if (!ofAnyYaml.has(code) || !offersKeys()) return false;
  const document = openDocument(uri);
  return (
    document?.languageId === 'yaml' && workspace.getConfiguration('yaml', document).get('validate') !== false
  );
}
