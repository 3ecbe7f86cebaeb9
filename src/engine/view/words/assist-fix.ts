import type { FixAction } from '../../topology/assist/fix-action.ts';
import { binarySize, hex } from '../format.ts';
import { domain, ownerName } from './wording.ts';

type Titles = { readonly [Kind in FixAction['kind']]: (action: FixAction & { kind: Kind }) => string };

const titles: Titles = {
  write: ({ text }) => `Write ${text.trim()}`,
  'write-decimal-unit': ({ text, unit }) => `Write ${text} (decimal ${unit}, in bytes)`,
  'rename-key': ({ key }) => `Change to ${key}`,
  quote: ({ text }) => `Put "${text}" in quotes`,
  unquote: ({ text }) => `Remove the quotes: ${text}`,
  'remove-tag': () => 'Remove the tag',
  'tabs-to-spaces': () => 'Replace tabs by spaces in all indentation',
  add: ({ key, text, from }) =>
    `Add ${key}: ${text}${from === 'sibling' ? ', as another GPU of the region has it' : ''}`,
  'add-table': ({ table }) => `List an empty table of retired pages at ${hex(table)}`,
  'take-region': ({ from, what }) => `Take ${taken[what]} from ${ownerName(from)}`,
  pxm: ({ pxm, gpus }) =>
    `Use the free domain ${domain(pxm)}${gpus > 1 ? ` for all ${gpus} GPUs of the region` : ''}`,
  'memory-domains': ({ start, count }) =>
    `Use the free domains ${domain(start)} to ${domain(start + count - 1n)}`,
  'socket-domain': ({ pxm }) => `Use the free domain ${domain(pxm)}`,
  'socket-number': ({ socket }) => `Use the free socket number ${socket}`,
  align: ({ direction, value, alignment }) =>
    `Align ${direction} to ${hex(value)} (${binarySize(alignment)})`,
  'begin-after': ({ base, size }) => `Let host memory begin behind it: ${hex(base)}, ${binarySize(size)}`,
  'move-to-window': ({ base }) => `Move into the window of the socket: ${hex(base)}`,
  'move-to-free': ({ base }) => `Move to the free addresses from ${hex(base)}`,
  'end-at': ({ memory, end, size }) => `Let ${ended[memory]} end before ${hex(end)}: ${binarySize(size)}`,
  'size-of': ({ size, from }) => `Take the size of ${ownerName(from)}: ${binarySize(size)}`,
  'comment-out': ({ text }) => `Make a comment of ${text}`,
  'into-list': () => 'Make it an item of a list',
  ignore: ({ code }) => `Ignore ${code} here, with a comment`,
};

const ended = { egm: 'the EGM region', host: 'host memory', gpu: 'GPU memory' } as const;
const taken = { range: 'base and size', pxm: 'the domain', all: 'domain, base and size' } as const;

/** What a fix does, as the light bulb's menu has it. */
export function fixTitle(action: FixAction): string {
  // Each title takes the action of its own kind; the table's type has paired them already.
  const title = titles[action.kind] as (action: FixAction) => string;
  return clipped(title(action));
}

function clipped(title: string): string {
  const line = title.replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
