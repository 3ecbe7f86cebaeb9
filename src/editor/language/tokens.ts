import {
  type CancellationToken,
  type Disposable,
  languages,
  SemanticTokensBuilder,
  SemanticTokensLegend,
  type TextDocument,
} from 'vscode';
import { tokensOf } from '../../engine/index.ts';
import { rangeOf, type TopologyTexts, topologySelector } from './topology-text.ts';

/** As package.json contributes them. */
const legend = new SemanticTokensLegend(['driverModelAddress', 'driverModelDomain']);
const types = { address: 'driverModelAddress', pxm: 'driverModelDomain' } as const;

/** Addresses and proximity domains are told apart from other numbers. */
export function registerTokens(texts: TopologyTexts): Disposable {
  const provider = {
    provideDocumentSemanticTokens: async (document: TextDocument, token: CancellationToken) => {
      const builder = new SemanticTokensBuilder(legend);
      const text = await texts.settled(document, token);
      for (const { span, kind } of text ? tokensOf(text.reading) : []) {
        const range = rangeOf(document, span);
        if (range.isSingleLine) builder.push(range, types[kind]);
      }
      return builder.build();
    },
  };
  return languages.registerDocumentSemanticTokensProvider(topologySelector, provider, legend);
}
