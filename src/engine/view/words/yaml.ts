import type { Wordings } from './wording.ts';

/** The parser's codes that read better in our words. */
const syntax: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'YAML does not allow tabs for indentation. Use spaces.',
  BAD_INDENT: 'The indentation does not fit the lines around it. Align it with its neighbours.',
  BLOCK_IN_FLOW: 'A list or mapping in lines cannot stand inside brackets. Close the bracket first.',
  MISSING_CHAR:
    'A character is missing here: a closing quote or bracket, a comma, or the space after a colon or dash.',
  NO_COLON: 'A key is followed by a colon and a space: the colon is missing here.',
  NO_SPACE_AFTER_COLON: 'A colon needs a space behind it: without one this is a single word.',
  NO_SPACE_AFTER_DASH: 'A dash needs a space behind it: without one it belongs to the word.',
  OVER_INDENTED:
    'The line below is indented deeper, as if it belonged to this value. Align it with its neighbours.',
  UNEXPECTED_TOKEN: 'This is not expected here. Is a quote or bracket missing before it?',
  BLOCK_AS_IMPLICIT_KEY: 'A second “key:” on one line. Put each key on its own line, or the whole in braces.',
};

const partly = 'Until it is mended, only part of the file may be read.';

export const yamlWords: Wordings<'yaml'> = {
  'yaml/syntax': {
    message: ({ code, detail }) => {
      const bracket = /must (?:be sufficiently indented and )?end with a (.)/.exec(detail)?.[1];
      if (bracket) return `A bracket before this is never closed: ${bracket} is missing. ${partly}`;
      if (/closing ["']quote/.test(detail))
        return `This quote is never closed. Put one at the end of the text that it opens. ${partly}`;
      const sentence = syntax[code] ?? `The text is not well-formed YAML: ${firstLine(detail)}.`;
      return `${sentence} ${partly}`;
    },
  },
  'yaml/duplicate-key': {
    message: ({ key }) =>
      `The key “${key}” is here a second time. The first one counts, this one is not read. Remove one of them.`,
    related: { first: () => 'this one counts' },
  },
  'yaml/unresolved-alias': {
    message: ({ name }) =>
      `No anchor &${name} stands before this alias, so there is no value here. Define &${name} further up, or write the value out.`,
  },
  'yaml/unknown-tag': {
    message: ({ tag }) => `The tag ${tag} means nothing here and is ignored. Remove it.`,
  },
  'yaml/comma-trap': {
    message: ({ text }) =>
      `In braces a comma ends a key, so ${text} is two keys to YAML, and is not read. Put "${text}" in quotes, or write the properties on lines of their own.`,
  },
  'yaml/octal-trap': {
    message: ({ text, value, octal }) =>
      `${text} is read as decimal ${value}. ` +
      `${octal === null ? 'Other YAML readers take it as text' : `Readers of YAML 1.1 take it as octal, ${octal}`}. ` +
      `Write ${value}, or hex as 0x${value.toString(16)}.`,
  },
  'yaml/sexagesimal-trap': {
    message: ({ text, isRead }) =>
      isRead
        ? `The document says it is YAML 1.1, whose readers take ${text} as a number to base 60. Put the address in quotes, or remove the %YAML line.`
        : `${text} is not an integer of the format, and counts as absent; readers of YAML 1.1 take it as a number to base 60. Write decimal or 0x hex.`,
  },
  'yaml/too-deep': {
    message: ({ limit }) =>
      `Lists and mappings are nested more than ${limit} deep; what is inside here is not read. A topology needs seven levels.`,
  },
  'yaml/alias-bomb': {
    message: ({ name, recursive, limit }) =>
      recursive
        ? `The alias *${name} stands inside its own anchor, so it would never end. It is not read. Write the value out.`
        : `The aliases expand to more than ${limit} further values; from *${name} on they are not read. Write the values out.`,
  },
};

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0]!.replace(/[.:\s]+$/, '');
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
