/** What a header declares or defines for who includes it: macros, functions, types, variables. */
const patterns: readonly RegExp[] = [
  /^#[ \t]*define[ \t]+(\w+)/gm,
  /^(?!#|typedef\b|\s|\*|\/)[^;{}=()\n]*?\b(\w+)\(/gm,
  /^typedef\b[^;{}]*?\b(\w+);/gm,
  /^\}[ \t]*(\w+);/gm,
  /^extern\b[^;(]*?\b(\w+);/gm,
];

/** The first header that has each name. */
export type HeaderOf = ReadonlyMap<string, string>;

const indices = new WeakMap<ReadonlyMap<string, string>, HeaderOf>();

/** `headers` are texts by the name in the `#include`; looked through once. */
export function headerIndex(headers: ReadonlyMap<string, string>): HeaderOf {
  const known = indices.get(headers);
  if (known) return known;
  const index = new Map<string, string>();
  for (const [header, text] of headers)
    for (const name of namesIn(text)) if (!index.has(name)) index.set(name, header);
  indices.set(headers, index);
  return index;
}

function* namesIn(text: string): Generator<string> {
  for (const pattern of patterns) for (const [, name] of text.matchAll(pattern)) yield name!;
  for (const [, listed] of text.matchAll(/\benum\b[^;{}]*\{([^}]*)\}/g))
    for (const [name] of listed!.matchAll(/\b[A-Za-z_]\w*(?=\s*[,=]|\s*$)/g)) yield name;
}

/** The words of a text that may be names. */
export function wordsOf(text: string): string[] {
  return text.match(/\b[A-Za-z_]\w*\b/g) ?? [];
}
