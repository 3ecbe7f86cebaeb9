import { type Frame, type MachineFinding, reportedFrame } from '../machine/finding.ts';
import { negativeErrno } from './errno-symbol.ts';
import type { Finding } from './outcome.ts';

/** A task whose very first function is not translated has no stack: the finding's values name the place. */
function entryOf(values: Finding['values']): Finding['source'] {
  return { file: values['file'] ?? '', line: Number(values['line'] ?? 1), column: 1 };
}

/**
 * Findings as the outcome shows them. The kernel may meet one fault of the driver's several times within a
 * call, as list_del does with a freed entry: told once.
 */
export function findingsOf(found: readonly MachineFinding[]): Finding[] {
  const told = new Map<string, Finding>();
  for (const finding of found.map(findingOf)) {
    const { kind, gpu, during, source, object, allocated, freed } = finding;
    const key = JSON.stringify([kind, gpu, during, source, object, allocated, freed]);
    if (!told.has(key)) told.set(key, finding);
  }
  return [...told.values()];
}

/** What is done to one GPU. */
const ofGpus: ReadonlySet<string> = new Set(['probe', 'remove', 'shutdown', 'suspend', 'resume']);

/** A finding as the outcome shows it. The machine's task names say what was going on, and for which GPU. */
function findingOf(found: MachineFinding): Finding {
  const [during = '', of = ''] = found.task.split(' ');
  const concernsGpu = of !== '' && ofGpus.has(during);
  return {
    kind: found.kind,
    detail: found.detail,
    values: shownValues(found),
    gpu: concernsGpu ? of : null,
    // Memory is lost when the module goes, whoever allocated it.
    during: found.kind === 'leak' ? 'unload' : during,
    source: placeOf(found) ?? entryOf(found.values),
    stack: found.stack.map((frame) => ({ function: frame.function, site: frame.site })),
    object: found.object?.name ?? null,
    allocated: siteOf(found.object?.allocated ?? null),
    freed: siteOf(found.object?.freed ?? null),
  };
}

/** The machine knows no names of errnos. */
function shownValues({ kind, detail, values }: MachineFinding): Finding['values'] {
  if (kind !== 'errno-lost' || detail !== 'overlooked') return values;
  return { ...values, given: negativeErrno(Number(values['given'])) };
}

/** Where the driver is not at work itself, what it freed is told at the line that did so. */
function placeOf({ stack, object }: MachineFinding): Finding['source'] | null {
  const frame = reportedFrame(stack);
  const freed = frame?.library && object?.freed ? reportedFrame(object.freed) : null;
  return freed?.library === false ? freed.site : (frame?.site ?? null);
}

function siteOf(frames: readonly Frame[] | null): Finding['source'] | null {
  return frames === null ? null : (reportedFrame(frames)?.site ?? null);
}
