import type { Harm } from './seen.ts';

/** What a guest's log comes to beside the virtual kernel's. */
export interface Normalised {
  readonly log: readonly string[];
  readonly harm: readonly Harm[];
}

/** A line that is not compared, and why. */
interface Dropped {
  readonly why: string;
  readonly line: RegExp;
}

/**
 * All that is dropped. Every other line of the guest's is compared, so that a message of which nothing is known
 * here makes a difference.
 */
const dropped: readonly Dropped[] = [
  {
    why: 'stack dumps: the virtual kernel has its findings for that; functions are inlined as gcc likes',
    line: /^(?:CPU: \d+ |Tainted: |Hardware name: |Call Trace:|Modules linked in: |Workqueue: | *<\/?(?:TASK|IRQ)>$| *(?:\? )?[\w.]+\+0x[0-9a-f]+\/0x[0-9a-f]+)/,
  },
  { why: 'modules of a dump, where one line does not hold them', line: /^(?: \w+\([A-Z]+\))+$/ },
  {
    why: 'registers of a dump',
    line: /^(?:RIP|RSP|Code|[CDEFG]S|R[A-D]X|R[SD]I|RBP|R\d\d|CR\d|DR\d|PKRU|FS): |^-+\[ (?:cut here|end trace) /,
  },
  {
    why: 'reports of the slab allocator: what they are about is taken from their first line',
    line: /^(?:={20,}|-{20,}|)$|^(?:Allocated|Freed) in |^(?:Slab|Object|Redzone|Padding|Bytes b4) |^FIX |^Disabling lock debugging|^WARNING: .* at mm\/slub\.c/,
  },
  { why: 'the clock is measured once the guest has run a second', line: /^(tsc|clocksource): .*$/ },
  { why: 'the machine that the guest runs on is busy', line: /^hrtimer: interrupt took \d+ ns$/ },
  { why: 'a taint is no matter of the driver model', line: /taint(?:s|ing) kernel/ },
];

/** How a kernel with slub_debug and DEBUG_LIST tells harm. */
const told: readonly (readonly [RegExp, Harm])[] = [
  [/^BUG \S+ \(.*\): Object already free$/, 'double-free'],
  [/^list_(?:add|del) corruption/, 'list-corruption'],
  [/^refcount_t: (?:underflow|addition on 0|saturated|decrement hit 0)/, 'reference-underflow'],
  [/^WARNING: CPU: \d+ PID: \d+ at (?!mm\/slub\.c)/, 'warn'],
  [/^BUG: kernel NULL pointer dereference/, 'null-dereference'],
];

/** Lines of the guest's console without time stamps; `bdfs` gives the topology's address for the guest's. */
export function normalise(lines: readonly string[], bdfs: ReadonlyMap<string, string>): Normalised {
  const log: string[] = [];
  const harm: Harm[] = [];
  for (const line of lines) {
    const kind = told.find(([pattern]) => pattern.test(line))?.[1];
    if (kind) harm.push(kind);
    else if (!dropped.some((each) => each.line.test(line))) log.push(translated(line, bdfs));
  }
  return { log, harm };
}

/** The guest's GPUs stand at other addresses: plan.ts. */
export function translated(line: string, bdfs: ReadonlyMap<string, string>): string {
  return line.replace(/\b[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b/g, (bdf) => bdfs.get(bdf) ?? bdf);
}

/** C with the guest's addresses in the place of the topology's. */
export function asInGuest(c: string, bdfs: ReadonlyMap<string, string>): string {
  return [...bdfs].reduce((text, [guest, bdf]) => text.replaceAll(bdf, guest), c);
}

/** A line without what the guest has otherwise: where BARs are, and that host bridges have buses of their own. */
export function likened(line: string): string {
  return line
    .replace(/(can't reserve) \[mem 0x[^\]]*\]/, '$1 [mem]')
    .replace(/(nonexistent resource) <.*>/, '$1')
    .replace(/\/pci(\w{4}):\w\w\/\1:\w\w:/g, '/pci$1:00/$1:00:');
}
