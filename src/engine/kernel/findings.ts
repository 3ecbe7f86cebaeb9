import { type Frame, type MachineFinding, reportedFrame } from '../machine/finding.ts';
import type { Finding } from './outcome.ts';

const nowhere = { file: '', line: 1, column: 1 };

/** A finding as the outcome shows it. The machine's task names say what was going on, and for which GPU. */
export function findingOf(found: MachineFinding): Finding {
  const [during = '', of = ''] = found.task.split(' ');
  const concernsGpu = during === 'probe' || during === 'remove';
  return {
    kind: found.kind,
    detail: found.detail,
    values: found.values,
    gpu: concernsGpu ? of : null,
    during,
    source: siteOf(found.stack) ?? nowhere,
    stack: found.stack.map((frame) => ({ function: frame.function, site: frame.site })),
    object: found.object?.name ?? null,
    allocated: siteOf(found.object?.allocated ?? null),
    freed: siteOf(found.object?.freed ?? null),
  };
}

function siteOf(frames: readonly Frame[] | null): Finding['source'] | null {
  return frames === null ? null : (reportedFrame(frames)?.site ?? null);
}
