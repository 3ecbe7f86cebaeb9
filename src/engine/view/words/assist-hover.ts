import type { KeyShape, ValueShape } from '../../topology/shape.ts';
import type { DomainUse } from '../assist/domain-use.ts';
import type { Neighbours, OwnedMemory } from '../assist/memory-map.ts';
import { addressRange, auxiliaryId, binarySize, hex, hexSize, markdown } from '../format.ts';
import { capital, domain, memoryName, ownerName, rangeInWords, sharedRange } from './wording.ts';

const valueWords: Readonly<Record<ValueShape['kind'], string>> = {
  integer: 'an integer',
  address: 'an address: decimal or 0x hex',
  size: 'a size: decimal or 0x hex, or decimal with KiB, MiB, GiB or TiB',
  pxm: 'a proximity domain',
  string: 'text',
  bdf: 'a PCI address',
  'device-id': 'vendor and device in hex',
  step: 'a step',
  verdict: 'the word holds',
  file: 'a path, with / between names',
  driver: 'a name, or the path of a folder',
  finding: 'a kind of finding',
  errno: 'an errno such as -EINVAL, or 0',
  device: 'the name of an auxiliary device',
  node: 'a node under /dev',
  list: 'a list',
  choice: 'a text or a mapping',
  mapping: 'a mapping',
};

/** A key of the format: what it means, its unit, and when firmware writes it. */
export function keyHover({ key, doc, unit, written, required, value }: KeyShape): string {
  const form = `${capital(valueWords[value.kind])}${unit && unit !== 'proximity domain' ? `, in ${unit === 'count' ? 'whole numbers' : unit}` : ''}.`;
  return paragraphs(
    `**${markdown(key)}** ${markdown(doc)}`,
    `${form}${required ? ' Required.' : ''}`,
    written === undefined ? '' : `Grace firmware writes it ${written}.`,
  );
}

/** A range of addresses with its neighbours. `windowOf` is the socket by bits 45:44, null without that rule. */
export function rangeHover(own: OwnedMemory, around: Neighbours, windowOf: bigint | null): string {
  const { range, kind } = own;
  return paragraphs(
    `**${addressRange(range.base, range.size)}** ${hexSize(range.size)}`,
    `${capital(ownedName(own))}.`,
    windowOf === null || kind === 'gpu' ? '' : windowSentence(own, windowOf),
    lines([
      ...around.overlapping.map(
        (other) =>
          `Overlaps ${memoryName(other.range, other.kind)}: both hold ${rangeInWords(sharedRange(range, other.range))}.`,
      ),
      around.before
        ? `Before it: ${memoryName(around.before.range, around.before.kind)}, ${gap(around.before, own)}.`
        : 'Nothing lies before it.',
      around.after
        ? `After it: ${memoryName(around.after.range, around.after.kind)}, ${gap(own, around.after)}.`
        : 'Nothing lies after it.',
    ]),
  );
}

function ownedName({ range, kind }: OwnedMemory): string {
  if (kind === 'egm') return `EGM region of PXM ${domain(range.pxm ?? 0n)}, as ${ownerName(range)} gives it`;
  return kind === 'host' ? `host memory of ${ownerName(range)}` : `memory of ${ownerName(range)}`;
}

function windowSentence({ range, socket }: OwnedMemory, window: bigint): string {
  const at = `It begins in the window of socket ${window}, ${addressRange(window << 44n, 1n << 44n)} (address bits 45 and 44).`;
  if (socket.socket === null || socket.socket.value === window || range.base >> 46n > 0n) return at;
  return `${at} It stands under socket ${socket.socket.value}.`;
}

function gap(first: OwnedMemory, second: OwnedMemory): string {
  const space = second.range.base - (first.range.base + first.range.size);
  return space === 0n ? 'without a gap' : `after a gap of ${binarySize(space)}`;
}

/** A proximity domain: who uses it, and the device and node that come of one that is EGM's. */
export function domainHover(pxm: bigint, uses: readonly DomainUse[], devices: readonly string[]): string {
  const id = auxiliaryId(pxm);
  const isEgm = uses.some(({ as }) => as === 'egm');
  const named = devices.length > 0 ? devices.map((name) => `\`${name}\``).join(', ') : `\`egm.${id}\``;
  return paragraphs(
    `**Proximity domain ${domain(pxm)}**`,
    lines(uses.map(useSentence)),
    isEgm
      ? `The driver's auxiliary device: ${named}${devices.length > 0 ? '' : ', after its module’s name'}. The node: \`/dev/egm${id}\`.`
      : '',
    id === pxm ? '' : `The id of an auxiliary device has 32 bits: the domain becomes ${id}.`,
  );
}

function useSentence({ as, owner, range }: DomainUse): string {
  if (as === 'cpu') return `CPUs and memory of ${ownerName(owner)}`;
  if (as === 'egm') return `EGM region, named by ${ownerName(owner)}`;
  const { from, end } = range;
  return `Memory of ${ownerName(owner)}: domains ${domain(from)} to ${domain(end - 1n)}`;
}

/** An integer alone. */
export function numberHover(value: bigint, kind: ValueShape['kind']): string {
  return kind === 'size' ? `**${hexSize(value)}**` : `**${hex(value)}** (${value})`;
}

export function lines(items: readonly string[]): string {
  return items.map((item) => `- ${markdown(item)}`).join('\n');
}

export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
