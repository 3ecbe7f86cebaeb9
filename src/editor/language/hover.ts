import { type Disposable, Hover, languages, MarkdownString } from 'vscode';
import { hoverAt } from '../../engine/index.ts';
import { rangeOf, type TopologyTexts, topologySelector } from './topology-text.ts';

/** What is known of a key or value under the pointer. */
export function registerHover(texts: TopologyTexts): Disposable {
  return languages.registerHoverProvider(topologySelector, {
    provideHover: async (document, position, token) => {
      const text = await texts.now(document, token);
      const found = text && hoverAt(text.reading, document.offsetAt(position), text.outcomes);
      return found && new Hover(new MarkdownString(found.markdown), rangeOf(document, found.span));
    },
  });
}
