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

/** Runs every rule on what could be read of one machine. A rule looks only at valid values. */
export function checkRules(read: ReadTopology, report: Report): void {
  const machine = survey(read);
  checkIdentity(machine, report);
  checkPxm(machine, report);
  checkPxmRanges(machine, report);
  checkSpa(machine, report);
  checkOverlaps(machine, report);
  checkGpus(machine, report);
  checkRetiredPages(machine, report);
  if (machine.isGrace) checkPlatform(machine, report);
}
