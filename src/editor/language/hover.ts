import { type Disposable, Hover, languages, MarkdownString } from 'vscode';
import { hoverAt } from '../../engine/index.ts';
import { tellsMeanings } from '../yaml-extension.ts';
import type { Texts } from './texts.ts';
import { rangeOf } from './topology-text.ts';

/** What is known of a key or value under the pointer. */
export function registerHover(texts: Texts): Disposable {
  return languages.registerHoverProvider(texts.selector, {
    provideHover: async (document, position, token) => {
      const text = await texts.now(document, token);
      const found =
        text && hoverAt(text.reading, document.offsetAt(position), text.outcomes, !tellsMeanings(document));
      return found && new Hover(new MarkdownString(found.markdown), rangeOf(document, found.span));
    },
  });
}
