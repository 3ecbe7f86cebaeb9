import type { Action, Step } from '../../src/engine/index.ts';

/** What a step came to, in the form in which both kernels are compared. BDFs are the topology's. */
export interface Seen {
  /** What the step's actions were answered, `0` or `-EINVAL`; of a parallel item a list after the other. */
  readonly answers: readonly string[];
  /** Lines of the kernel log, as normalise.ts leaves them. */
  readonly log: readonly string[];
  /** Kinds of harm that both kernels can tell, in the order in which they came. */
  readonly harm: readonly Harm[];
  /** `0008:01:00.0 bound` */
  readonly gpus: readonly string[];
  /** `nvgrace_gpu_vfio_pci.egm.4 at 0008:01:00.0`, by name. */
  readonly devices: readonly string[];
  /** Nodes under /dev that a driver has made. */
  readonly nodes: readonly string[];
}

export const harms = [
  'double-free',
  'list-corruption',
  'reference-underflow',
  'null-dereference',
  'warn',
] as const;

export type Harm = (typeof harms)[number];

/** A whole run as text, a step after the other: what differs shows as lines. */
export function shown(steps: readonly Step[], seen: readonly Seen[]): string {
  return steps.map((step, index) => stepText(step, seen[index])).join('\n');
}

function stepText(step: Step, seen: Seen | undefined): string {
  const title =
    step.kind === 'parallel'
      ? step.lists.map((list) => list.map(actionText).join(', ')).join(' | ')
      : actionText(step);
  if (!seen) return `${title}: not reached`;
  const lines = [
    ...seen.log.map((line) => `log ${line}`),
    ...seen.harm.map((kind) => `harm ${kind}`),
    ...seen.gpus.map((gpu) => `gpu ${gpu}`),
    ...seen.devices.map((device) => `device ${device}`),
    ...seen.nodes.map((node) => `node ${node}`),
  ];
  return [`${title}: ${seen.answers.join(' ')}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

function actionText(action: Action): string {
  const operands = Object.entries(action).flatMap(([key, value]) =>
    key === 'kind' || key === 'place' || typeof value !== 'object' || !('value' in value)
      ? []
      : [value.value],
  );
  return [action.kind, ...operands].join(' ');
}

/** Whether the lines of a step's log may come in any order: they are of several tasks. */
export function ordered(step: Step, log: readonly string[]): readonly string[] {
  return step.kind === 'parallel' ? log.toSorted() : log;
}
