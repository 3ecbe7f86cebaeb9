// Does with yaml-language-server what the YAML extension of Red Hat does: validates, completes and hovers over
// YAML by the schemas that extensions contribute through `yamlValidation`. It has that extension's name, since
// others look for it.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const vscode = require('vscode');

const range = ({ start, end }) => new vscode.Range(start.line, start.character, end.line, end.character);

/** As the real one finds them: every extension's `yamlValidation`. */
function contributedSchemas() {
  return vscode.extensions.all.flatMap(({ packageJSON, extensionPath }) =>
    (packageJSON.contributes?.yamlValidation ?? []).map(({ fileMatch, url }) => {
      const file = path.join(extensionPath, url);
      const schema = JSON.parse(readFileSync(file, 'utf8'));
      return { uri: pathToFileURL(file).href, fileMatch: [fileMatch].flat(), schema };
    }),
  );
}

async function languageService() {
  const server = process.env.DRIVER_MODEL_YAML_SERVER;
  const load = (file) => import(pathToFileURL(path.join(server, 'node_modules', file)).href);
  const { getLanguageService } = await load('yaml-language-server/out/src/index.js');
  const { TextDocument } = await load('vscode-languageserver-textdocument/lib/esm/main.js');
  const service = getLanguageService({
    schemaRequestService: () => Promise.resolve('{}'),
    workspaceContext: { resolveRelativePath: (relative) => relative },
  });
  service.configure({
    validate: true,
    completion: true,
    hover: true,
    yamlVersion: '1.2',
    customTags: [],
    schemas: contributedSchemas(),
  });
  const of = (document) =>
    TextDocument.create(document.uri.toString(), 'yaml', document.version, document.getText());
  return { service, of };
}

exports.activate = async ({ subscriptions }) => {
  const { service, of } = await languageService();
  const diagnostics = vscode.languages.createDiagnosticCollection('yaml');
  const validate = async (document) => {
    if (document.languageId !== 'yaml') return;
    const isOn = vscode.workspace.getConfiguration('yaml', document).get('validate', true);
    const found = isOn ? await service.doValidation(of(document), false) : [];
    const shown = found.map((each) => {
      const made = new vscode.Diagnostic(range(each.range), each.message, (each.severity ?? 1) - 1);
      made.source = each.source ?? 'YAML';
      return made;
    });
    diagnostics.set(document.uri, shown);
  };
  subscriptions.push(
    diagnostics,
    vscode.workspace.onDidOpenTextDocument(validate),
    vscode.workspace.onDidChangeTextDocument(({ document }) => validate(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => diagnostics.delete(uri)),
    vscode.languages.registerCompletionItemProvider('yaml', {
      provideCompletionItems: async (document, position) => {
        const { items } = await service.doComplete(of(document), position, false);
        return items.map(({ label, kind, insertText, textEdit, sortText, filterText }) => {
          const item = new vscode.CompletionItem(label, (kind ?? 1) - 1);
          item.insertText = new vscode.SnippetString(textEdit?.newText ?? insertText ?? label);
          if (textEdit?.range) item.range = range(textEdit.range);
          Object.assign(item, { sortText, filterText, detail: 'YAML' });
          return item;
        });
      },
    }),
    vscode.languages.registerHoverProvider('yaml', {
      provideHover: async (document, position) => {
        const found = await service.doHover(of(document), position);
        return found && new vscode.Hover(found.contents.value ?? String(found.contents));
      },
    }),
  );
  for (const document of vscode.workspace.textDocuments) await validate(document);
};
