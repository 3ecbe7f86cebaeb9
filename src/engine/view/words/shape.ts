import type { Expected, Found } from '../../topology/catalogue.ts';
import { binarySize } from '../format.ts';
import type { Wordings } from './wording.ts';

const expectedWords: Readonly<Record<Expected, string>> = {
  integer: 'an integer',
  string: 'a text',
  list: 'a list (lines that begin with “- ”)',
  mapping: 'a mapping (lines of “key: value”)',
  key: 'a word',
  step: 'a step such as “bind 0008:01:00.0”',
};

const foundWords: Readonly<Record<Found, string>> = {
  nothing: 'nothing',
  text: 'a single value',
  list: 'a list',
  mapping: 'a mapping',
};

export const shapeWords: Wordings<'shape'> = {
  'shape/unknown-key': {
    message: ({ key, nearest, within }) => {
      if (key === '<<')
        return 'Merge keys (<<) are not part of YAML 1.2, and are not read. Write the values out.';
      const kept = within.includes('ACPI') ? 'The drivers here do not read it' : 'It is not read';
      const meant = nearest === null ? '' : ` Did you mean “${nearest}”?`;
      return `“${key}” is not a known key of ${within}. ${kept}.${meant}`;
    },
  },
  'shape/missing-key': {
    message: ({ key, within }) => `The key “${key}” is missing: ${within} needs it. Add “${key}:”.`,
  },
  'shape/wrong-type': {
    message: ({ key, item, expected, found }) =>
      expected === 'key'
        ? 'A key must be a single word, not a list or mapping. It is not read.'
        : `${item ? `Each item of “${key}”` : `“${key}”`} must be ${expectedWords[expected]}; here is ${foundWords[found]}. It counts as absent.`,
  },
  'shape/not-an-integer': {
    message: ({ key, text, isQuoted, isKept }) => {
      const what = isQuoted ? `"${text}" in quotes is a text` : `“${text}” is not one`;
      const effect = isKept ? 'A driver that reads it as a number gets -EPROTO' : 'It counts as absent';
      const octal = /^0[oO][0-7]+$/.test(text) ? 'Octal is not a form of the format: write' : 'Write';
      const remedy = isQuoted
        ? 'Remove the quotes'
        : `${octal} decimal, 0x hex, or decimal with KiB, MiB, GiB or TiB`;
      return `“${key}” must be an integer, and ${what}. ${effect}. ${remedy}.`;
    },
  },
  'shape/integer-out-of-range': {
    message: ({ key, text }) =>
      `“${key}”: ${text} does not fit in 64 bits (0 to 0xffffffffffffffff), so no table can hold it. It counts as absent.`,
  },
  'shape/unit': {
    message: ({ key, digits, unit, meant }) =>
      meant === null
        ? `“${key}”: “${unit}” is not a unit. Units are KiB, MiB, GiB and TiB; without one the number is bytes. It counts as absent.`
        : `“${key}”: “${unit}” could be decimal or binary, so it is not read. Sizes of memory are binary: write ${digits} ${meant}.`,
  },
  'shape/malformed-bdf': {
    message: ({ text }) =>
      `${text} is not a PCI address, so this GPU is not registered. Write DDDD:BB:dd.f in hex, such as 0008:01:00.0 (device up to 1f, function up to 7).`,
  },
  'shape/malformed-device-id': {
    message: ({ text }) =>
      `${text} is not a PCI device id, so no driver matches this GPU. Write vendor:device in hex, such as 10de:2941.`,
  },
  'shape/unsupported-version': {
    message: ({ version }) =>
      `Version ${version} of the format is not known; the file is read as version 1, and may mean something else. Write “topology: 1”, or update the extension.`,
  },
  'shape/unsupported-page-size': {
    message: ({ size }) =>
      `A kernel page of ${binarySize(size)} does not exist on arm64: it is 4, 16 or 64 KiB. 4 KiB is taken.`,
  },
  'shape/unknown-platform': {
    message: ({ platform, nearest }) =>
      `There is no rule profile “${platform}”, so only the general rules apply. ` +
      (nearest === null ? 'The only profile is nvidia-grace.' : `Did you mean “${nearest}”?`),
  },
  'shape/not-a-topology': {
    message: ({ found }) =>
      `This YAML document is not a topology (${found === 'mapping' ? 'it has neither “topology” nor “sockets”' : `it is ${foundWords[found]}`}), and nothing of it is read. ` +
      'Begin with “topology: 1” and “sockets:”, or give the file another name than *.topology.yaml.',
  },
  'shape/too-many-problems': {
    message: ({ code, shown }) =>
      `There are more problems ${code}; only ${shown} of them are listed. Mend those first, and the rest will follow.`,
  },
};
