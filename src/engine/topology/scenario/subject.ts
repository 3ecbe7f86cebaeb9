import type { Located, Span } from '../../base/span.ts';
import { bdfMeant } from '../assist/meant.ts';
import { clip } from '../fields.ts';
import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';
import type { Topology } from '../topology.ts';
import type { OperandKind } from './step-table.ts';

/** What a scenario is read with: its text, where Problems go, and the machine that it is about. */
export interface Subject {
  readonly text: string;
  readonly report: Report;
  /** Null where the machine is not known: then no address of it is doubted. */
  readonly machine: Topology | null;
  /** PCI addresses of the machine. */
  readonly bdfs: ReadonlySet<string>;
}

export function subjectOf(text: string, report: Report, machine: Topology | null): Subject {
  const gpus = machine?.sockets.flatMap((socket) => socket.gpus) ?? [];
  return { text, report, machine, bdfs: new Set(gpus.flatMap(({ bdf }) => bdf?.value ?? [])) };
}

export function located<T>(subject: Subject, value: T, span: Span): Located<T> {
  return { value, place: { path: subject.report.path, span } };
}

/** A PCI address, in lower case. One that the machine does not have is a Problem, and read all the same. */
export function readBdf(
  text: string,
  span: Span,
  subject: Subject,
  usage: string | null = null,
): Located<string> | null {
  if (!/^[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]$/i.test(text)) {
    malformed('bdf', text, span, subject, usage, bdfMeant(text));
    return null;
  }
  const bdf = text.toLowerCase();
  const { machine, bdfs } = subject;
  if (machine && !bdfs.has(bdf)) {
    const data = { bdf, nearest: nearest(bdf, [...bdfs]), machine: machineLabel(machine) };
    subject.report.add('scenario/unknown-bdf', span, { ...data, none: bdfs.size === 0 });
  }
  return located(subject, bdf, span);
}

export function malformed(
  operand: OperandKind,
  text: string,
  span: Span,
  { report }: Subject,
  usage: string | null,
  meant: string | null,
): void {
  report.add('scenario/malformed-operand', span, { operand, text: clip(text), usage, meant });
}

function machineLabel({ name, path }: Topology): string {
  return clip(name?.trim() || path.slice(path.lastIndexOf('/') + 1));
}
