import type { Problem, ProblemCode } from './catalogue.ts';
import type { FileReading } from './file-reading.ts';

/** What says that something is not there. */
const absences: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'shape/missing-key',
  'spa/missing-base',
  'spa/missing-size',
  'spa/without-pxm',
  'gpu/memory-missing',
  'retired/property-absent',
  'platform/mixed-modes',
]);

/** What holds for a machine only where all of its text was read. */
const ofTheWhole: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'retired/table-missing',
  'retired/unused-table',
]);

/** What says that something stands where it does not belong. */
const misplaced: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['shape/unknown-key', 'shape/wrong-type']);

/**
 * Which Problems of a file are worth telling: behind a slip of syntax the parser takes lines for what they are not,
 * and leaves others out. So what seems to be missing from the socket with the slip, or from one after it, is not
 * told, nor what seems misplaced behind it. `isMachineBroken`: any file of the machine has such a slip.
 */
export function worthTelling(file: FileReading, isMachineBroken: boolean): (problem: Problem) => boolean {
  if (!isMachineBroken) return () => true;
  const slip = firstSlip(file);
  const from = startOfSocket(file, slip);
  return ({ code, place, data }) => {
    const at = place.span.start;
    if (ofTheWhole.has(code)) return false;
    if (absences.has(code) || (code === 'shape/wrong-type' && isNothing(data))) return at < from;
    return at < slip || !misplaced.has(code);
  };
}

function isNothing(data: Problem['data']): boolean {
  return 'found' in data && data.found === 'nothing';
}

function firstSlip({ problems, text }: FileReading): number {
  const slip = problems.find(({ code }) => code === 'yaml/syntax');
  return slip ? lineStart(text, slip.place.span.start) : Number.POSITIVE_INFINITY;
}

/** Where the socket begins in which the slip is, or the nearest before it. */
function startOfSocket({ documents, text }: FileReading, slip: number): number {
  if (slip === Number.POSITIVE_INFINITY) return slip;
  let last = 0;
  for (const { topology } of documents) {
    for (const { place } of topology.sockets) {
      const { start } = place.span;
      if (start < slip && start > last) last = start;
    }
  }
  return lineStart(text, last);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
