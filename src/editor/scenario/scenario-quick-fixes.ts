import { CodeActionKind, type Disposable, languages } from 'vscode';
import { scenarioFixSteps } from '../../engine/index.ts';
import { action, isOurs } from '../language/quick-fixes.ts';
import { inSlices } from '../slices.ts';
import type { ScenarioTexts } from './scenario-text.ts';

/** The light bulb's fixes of the Problems of a scenario file. Each is tried first. */
export function registerScenarioFixes(texts: ScenarioTexts): Disposable {
  return languages.registerCodeActionsProvider(
    texts.selector,
    {
      provideCodeActions: async (document, _range, { diagnostics }, token) => {
        const text = texts.of(document);
        if (!text) return [];
        const actions = [];
        for (const diagnostic of diagnostics.filter(isOurs)) {
          const code = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
          const start = document.offsetAt(diagnostic.range.start);
          const problem = text.reading.problems.find(
            (each) => each.code === code && each.place.span.start === start,
          );
          if (!problem) continue;
          const steps = scenarioFixSteps(text.reading, problem);
          const fixes = await inSlices(steps, () => !token.isCancellationRequested);
          actions.push(...(fixes ?? []).map((fix) => action(fix, diagnostic, document)));
        }
        return actions;
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
}
