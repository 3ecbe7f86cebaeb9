import type { Explored } from '../../kernel/explored.ts';
import { count, markdown } from '../format.ts';
import type { OutlineNode } from '../outline.ts';
import { faultText, swallowedMeaning, swallowedTexts, swallowedTitle } from '../words/exploration.ts';
import { siteText } from '../words/site.ts';
import { row } from './row.ts';
import { opened } from './trace.ts';

/** The calls that failed in actions that succeeded all the same, each at its line; no row where there are none. */
export function swallowedRows(swallowed: Explored['swallowed']): readonly OutlineNode[] {
  if (swallowed.length === 0) return [];
  const texts = swallowedTexts(swallowed, siteText);
  const top = row({
    id: 'swallowed',
    kind: 'coverage',
    label: swallowedTitle,
    parts: [count(swallowed.length, 'call')],
    tooltip: [swallowedMeaning],
    icon: 'coverage',
    place: null,
    children: () =>
      swallowed.map((each, at) =>
        row({
          id: `swallowed/${at}`,
          kind: 'fault',
          label: faultText(each),
          parts: [`${each.action} succeeds`, siteText(each.source)],
          tooltip: [markdown(texts[at]!)],
          icon: 'fault',
          place: null,
          ...opened(each.source),
        }),
      ),
  });
  return [top];
}
