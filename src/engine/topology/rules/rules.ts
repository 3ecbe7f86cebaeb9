import type { Steps } from '../../base/in-steps.ts';
import type { ReadTopology } from '../read.ts';
import type { Report } from '../report.ts';
import { survey } from '../survey.ts';
import { checkGpus } from './gpu.ts';
import { checkIdentity } from './identity.ts';
import { checkOverlaps } from './overlap.ts';
import { checkPlatform } from './platform.ts';
import { checkPxm } from './pxm.ts';
import { checkPxmRanges } from './pxm-range.ts';
import { checkRetiredPages } from './retired.ts';
import { checkSpa } from './spa.ts';

/**
 * Runs every rule on what could be read of one machine. A rule looks only at valid values. What is one
 * step here is a few milliseconds at the most, for ten thousand GPUs: a sort.
 */
export function* checkRules(read: ReadTopology, report: Report): Steps<void> {
  const machine = yield* survey(read);
  yield* checkIdentity(machine, report);
  yield* checkPxm(machine, report);
  yield* checkPxmRanges(machine, report);
  yield* checkSpa(machine, report);
  yield* checkOverlaps(machine, report);
  yield* checkGpus(machine, report);
  yield* checkRetiredPages(machine, report);
  if (machine.isGrace) yield* checkPlatform(machine, report);
}
