import { type Disposable, DocumentLink, Location, languages } from 'vscode';
import { occurrencesAt, regionLinks } from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import { rangeOf, type TopologyTexts, topologySelector } from './topology-text.ts';

/** Going to where a domain, table or PCI address is defined and used, and from a GPU to its region. */
export function registerNavigation(texts: TopologyTexts): Disposable {
  const owned = new Owned();
  owned.own(
    languages.registerDefinitionProvider(topologySelector, {
      provideDefinition: async (document, position, token) => {
        const text = await texts.now(document, token);
        const found = text && occurrencesAt(text.reading, document.offsetAt(position));
        return found && new Location(document.uri, rangeOf(document, found.definition));
      },
    }),
  );
  owned.own(
    languages.registerReferenceProvider(topologySelector, {
      provideReferences: async (document, position, { includeDeclaration }, token) => {
        const text = await texts.now(document, token);
        const found = text && occurrencesAt(text.reading, document.offsetAt(position));
        return (found?.all ?? [])
          .filter(({ start }) => includeDeclaration || start !== found?.definition.start)
          .map((span) => new Location(document.uri, rangeOf(document, span)));
      },
    }),
  );
  owned.own(
    languages.registerDocumentLinkProvider(topologySelector, {
      provideDocumentLinks: async (document, token) => {
        const text = await texts.settled(document, token);
        return (text ? regionLinks(text.reading) : []).map(({ at, to }) => {
          const { line, character } = document.positionAt(to.start);
          const target = document.uri.with({ fragment: `L${line + 1},${character + 1}` });
          const link = new DocumentLink(rangeOf(document, at), target);
          link.tooltip = 'Go to where the region is first given';
          return link;
        });
      },
    }),
  );
  return owned;
}
