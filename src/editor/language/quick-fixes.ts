import {
  type CancellationToken,
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Disposable,
  languages,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import {
  type Fix,
  fixSteps,
  fixTitle,
  ignoreFix,
  type Problem,
  safeSteps,
  type TextEdit,
} from '../../engine/index.ts';
import { diagnosticSource } from '../diagnostics.ts';
import { inSlices } from '../slices.ts';
import { isToldByOther } from '../yaml-extension.ts';
import {
  rangeOf,
  readableText,
  type TopologyText,
  type TopologyTexts,
  topologySelector,
} from './topology-text.ts';

/** For `editor.codeActionsOnSave`: what may be applied unseen. */
const fixAll = CodeActionKind.SourceFixAll.append('driverModel');

/** The light bulb's fixes of the Problems of a topology. Each is tried first, which takes its time. */
export function registerQuickFixes(texts: TopologyTexts): Disposable {
  return languages.registerCodeActionsProvider(
    topologySelector,
    {
      provideCodeActions: async (document, _range, context, token) => {
        const wantsAll = context.only !== undefined && fixAll.intersects(context.only);
        const wantsFixes = context.only === undefined || context.only.contains(CodeActionKind.QuickFix);
        if (!wantsAll && !(wantsFixes && context.diagnostics.length > 0)) return [];
        const text = await texts.settled(document, token, readableText);
        if (!text) return [];
        return wantsAll ? everything(text, fixAll, token) : quickFixes(text, context, token);
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix, fixAll] },
  );
}

async function quickFixes(
  text: TopologyText,
  { diagnostics }: CodeActionContext,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const actions: CodeAction[] = [];
  for (const diagnostic of diagnostics) {
    actions.push(...(await fixesOf(diagnostic, text, token)));
  }
  if (!actions.some(({ isPreferred }) => isPreferred)) return actions;
  return [...actions, ...(await everything(text, CodeActionKind.QuickFix, token))];
}

export function isOurs({ source }: Diagnostic): boolean {
  return source === diagnosticSource;
}

async function fixesOf(
  diagnostic: Diagnostic,
  { document, reading }: TopologyText,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const code = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
  const start = document.offsetAt(diagnostic.range.start);
  const isMeant = isOurs(diagnostic)
    ? (each: Problem) => each.code === code && each.place.span.start === start
    : // What another extension tells in our place can be mended all the same.
      (each: Problem) =>
        isToldByOther(each.code, document.uri) &&
        document.positionAt(each.place.span.start).line === diagnostic.range.start.line;
  const problem = reading.problems.find(isMeant);
  // What a driver does is mended in its C; here it can be silenced.
  const ignore =
    isOurs(diagnostic) && String(code).startsWith('driver/')
      ? ignoreFix(reading.text, String(code), start)
      : null;
  const fixes = problem ? await inSlices(fixSteps(reading, problem), isWanted(token)) : ignore && [ignore];
  return (fixes ?? []).map((fix) => action(fix, diagnostic, document));
}

function isWanted(token: CancellationToken): () => boolean {
  return () => !token.isCancellationRequested;
}

/** A fix as the light bulb has it. */
export function action(fix: Fix, diagnostic: Diagnostic, document: TextDocument): CodeAction {
  const made = new CodeAction(fixTitle(fix.action), CodeActionKind.QuickFix);
  made.edit = edit(document, fix.edits);
  made.diagnostics = [diagnostic];
  made.isPreferred = fix.safe;
  return made;
}

/** All safe fixes of a file as one action; none where there is nothing to do. */
async function everything(
  { document, reading }: TopologyText,
  kind: CodeActionKind,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const edits = await inSlices(safeSteps(reading), isWanted(token));
  if (!edits?.length) return [];
  const made = new CodeAction('Apply all safe fixes of this topology', kind);
  made.edit = edit(document, edits);
  return [made];
}

function edit(document: TextDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const made = new WorkspaceEdit();
  for (const { span, text } of edits) made.replace(document.uri, rangeOf(document, span), text);
  return made;
}
