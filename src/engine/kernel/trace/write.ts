import type { UserAction } from '../actions.ts';
import { type Trace, traceVersion } from './trace.ts';

/** A trace as the text of a file: JSON, the same for the same trace. */
export function writeTrace({
  message,
  kind,
  cause,
  topology,
  driver,
  kernel,
  plan,
  schedule,
}: Trace): string {
  const { faults, phases } = plan;
  const shape = {
    trace: traceVersion,
    message,
    kind,
    cause,
    topology,
    driver,
    kernel,
    plan: { faults, phases: phases.map((lists) => lists.map((list) => list.map(written))) },
    schedule: schedule.map(({ phase, task, operations, choices, answers }) => ({
      phase,
      task,
      operations,
      choices,
      answers,
    })),
  };
  return `${pretty(shape, '')}\n`;
}

/** Characters of a line beside its indentation: what is shorter stays on one. */
const widest = 110;

function pretty(value: unknown, indent: string): string {
  const line = flat(value);
  if (line.length <= widest || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Array.isArray(value)
    ? value.map((item) => pretty(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pretty(item, inner)}`);
  return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flat(item)}`);
  return `{ ${fields.join(', ')} }`;
}

/** JSON has no integers of 64 bits. */
function written(action: UserAction): unknown {
  return Object.fromEntries(
    Object.entries(action).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? `0x${value.toString(16)}` : value,
    ]),
  );
}
