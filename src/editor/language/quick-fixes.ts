import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Disposable,
  languages,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { type Fix, fixesFor, fixTitle, safeFixes, type TextEdit } from '../../engine/index.ts';
import { diagnosticSource } from '../diagnostics.ts';
import { rangeOf, type TopologyText, type TopologyTexts, topologySelector } from './topology-text.ts';

/** For `editor.codeActionsOnSave`: what may be applied unseen. */
const fixAll = CodeActionKind.SourceFixAll.append('driverModel');

/** The light bulb's fixes of the Problems of a topology. */
export function registerQuickFixes(texts: TopologyTexts): Disposable {
  return languages.registerCodeActionsProvider(
    topologySelector,
    {
      provideCodeActions: (document, _range, context) => {
        const text = texts.of(document);
        if (!text) return [];
        if (context.only && fixAll.intersects(context.only)) return everything(text, fixAll);
        if (context.only && !context.only.contains(CodeActionKind.QuickFix)) return [];
        return quickFixes(text, context);
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix, fixAll] },
  );
}

function quickFixes(text: TopologyText, { diagnostics }: CodeActionContext): CodeAction[] {
  const actions = diagnostics.filter(isOurs).flatMap((diagnostic) => fixesOf(diagnostic, text));
  const safe = actions.some(({ isPreferred }) => isPreferred)
    ? everything(text, CodeActionKind.QuickFix)
    : [];
  return [...actions, ...safe];
}

function isOurs({ source }: Diagnostic): boolean {
  return source === diagnosticSource;
}

function fixesOf(diagnostic: Diagnostic, { document, reading }: TopologyText): CodeAction[] {
  const code = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
  const start = document.offsetAt(diagnostic.range.start);
  const problem = reading.problems.find((each) => each.code === code && each.place.span.start === start);
  return problem ? fixesFor(reading, problem).map((fix) => action(fix, diagnostic, document)) : [];
}

function action(fix: Fix, diagnostic: Diagnostic, document: TextDocument): CodeAction {
  const made = new CodeAction(fixTitle(fix.action), CodeActionKind.QuickFix);
  made.edit = edit(document, fix.edits);
  made.diagnostics = [diagnostic];
  made.isPreferred = fix.safe;
  return made;
}

/** All safe fixes of a file as one action; none where there is nothing to do. */
function everything({ document, reading }: TopologyText, kind: CodeActionKind): CodeAction[] {
  const edits = safeFixes(reading);
  if (edits.length === 0) return [];
  const made = new CodeAction('Apply all safe fixes of this topology', kind);
  made.edit = edit(document, edits);
  return [made];
}

function edit(document: TextDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const made = new WorkspaceEdit();
  for (const { span, text } of edits) made.replace(document.uri, rangeOf(document, span), text);
  return made;
}
