import type { Located, Place } from '../base/span.ts';
import { errnoSymbol } from '../kernel/errno-symbol.ts';
import type { Finding } from '../kernel/outcome.ts';
import type { Expectation, Listed } from '../topology/scenario/scenario.ts';
import type { EndState, ScenarioResult, Stop } from './result.ts';

/** What a result comes to beside what was expected. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly differences: readonly Difference[] }
  /** Nothing differs in what was seen, and not all was seen. */
  | { readonly kind: 'gave-up'; readonly stop: Stop | null };

/** Something that is not as expected, at its place in the text; view/words makes its sentence. */
export type Difference = { readonly place: Place } & (
  | { readonly kind: 'found'; readonly finding: Finding; readonly expected: readonly string[] }
  | { readonly kind: 'not-found'; readonly wanted: string; readonly found: readonly string[] }
  | ({
      readonly kind: 'errno';
      readonly bdf: string;
      readonly wanted: string;
      /** Null where the GPU was never bound. */
      readonly got: string | null;
    } & Sometimes)
  | ({
      readonly kind: 'absent';
      readonly what: What;
      readonly name: string;
      readonly got: readonly string[];
    } & Sometimes)
  | ({ readonly kind: 'extra'; readonly what: What; readonly name: string } & Sometimes)
  | { readonly kind: 'stopped'; readonly stop: Stop }
);

/** Of an exploration: some schedules end so, and others as expected. */
interface Sometimes {
  readonly sometimes: boolean;
}

export type What = 'bound' | 'device' | 'node';

/** Compares a result with what a scenario expects. */
export function judge(expected: Expectation, result: ScenarioResult): Verdict {
  const { stopped, outcome } = result;
  const isWhole = outcome !== 'gave-up' && stopped === null;
  // After an Oops the steps that follow are not taken: what was found is all that there is to find.
  const isDead = outcome === 'violated' && stopped?.why.kind === 'stuck';
  // A fault of the scenario, and not for want of something in the model.
  const ofUser =
    stopped?.why.kind === 'no-module'
      ? [{ kind: 'stopped', place: stopped.place, stop: stopped } as const]
      : [];
  const differences: Difference[] = [
    ...ofUser,
    ...unexpectedFindings(expected, result.findings),
    ...(isWhole || isDead ? missingFindings(expected, result.findings) : []),
    ...endDifferences(expected, result.ends),
  ];
  if (differences.length > 0) return { kind: 'failed', differences };
  return isWhole || (isDead && !comparesEnd(expected))
    ? { kind: 'passed' }
    : { kind: 'gave-up', stop: stopped };
}

function comparesEnd({ errno, bound, devices, nodes }: Expectation): boolean {
  return errno.length > 0 || [bound, devices, nodes].some((list) => list !== null);
}

function unexpectedFindings(expected: Expectation, findings: readonly Finding[]): readonly Difference[] {
  const wanted = expected.findings.map(({ value }) => value);
  const seen = new Set<string>();
  return findings.flatMap((finding) => {
    const { kind, source } = finding;
    const key = `${kind} ${source.file}:${source.line}:${source.column}`;
    if (wanted.includes(kind) || seen.has(key)) return [];
    seen.add(key);
    return [{ kind: 'found', place: expected.place, finding, expected: wanted } as const];
  });
}

function missingFindings(expected: Expectation, findings: readonly Finding[]): readonly Difference[] {
  const found = [...new Set(findings.map(({ kind }) => kind))];
  return expected.findings
    .filter(({ value }) => !found.some((kind) => kind === value))
    .map(({ value, place }) => ({ kind: 'not-found', place, wanted: value, found }));
}

function endDifferences(expected: Expectation, ends: readonly EndState[]): readonly Difference[] {
  if (ends.length === 0) return [];
  return [
    ...errnoDifferences(expected, ends),
    ...listDifferences('bound', expected.bound, ends, ({ gpus }) =>
      gpus.filter(({ bound }) => bound).map(({ bdf }) => bdf),
    ),
    ...listDifferences('device', expected.devices, ends, ({ devices }) => devices),
    ...listDifferences('node', expected.nodes, ends, ({ nodes }) => nodes),
  ];
}

function errnoDifferences({ errno }: Expectation, ends: readonly EndState[]): readonly Difference[] {
  return errno.flatMap(({ bdf, errno: wanted }) => {
    const got = ends.map(({ gpus }) => {
      const answered = gpus.find((gpu) => gpu.bdf === bdf.value)?.errno ?? null;
      return answered === null ? null : errnoText(answered);
    });
    const others = [...new Set(got)].filter((each) => each !== wanted.value);
    const sometimes = got.includes(wanted.value);
    return others.map((each) => ({
      kind: 'errno',
      place: wanted.place,
      bdf: bdf.value,
      wanted: wanted.value,
      got: each,
      sometimes,
    }));
  });
}

/** `-EINVAL` for 22, `0` for success. */
export function errnoText(errno: number): string {
  return errno === 0 ? '0' : (errnoSymbol(BigInt(-errno)) ?? `-${errno}`);
}

function listDifferences(
  what: What,
  listed: Listed | null,
  ends: readonly EndState[],
  existing: (end: EndState) => readonly string[],
): readonly Difference[] {
  if (!listed) return [];
  const states = ends.map((end) => new Set(existing(end)));
  const all = [...new Set(states.flatMap((state) => [...state]))];
  const wanted = new Set(listed.items.map(({ value }) => value));
  const inSome = (name: string) => states.some((state) => state.has(name));
  const inAll = (name: string) => states.every((state) => state.has(name));
  const absent = distinct(listed.items).filter(({ value }) => !inAll(value));
  const extra = all.filter((name) => !wanted.has(name));
  return [
    ...absent.map(
      ({ value, place }): Difference => ({
        kind: 'absent',
        place,
        what,
        name: value,
        got: all,
        sometimes: inSome(value),
      }),
    ),
    ...extra.map(
      (name): Difference => ({ kind: 'extra', place: listed.place, what, name, sometimes: !inAll(name) }),
    ),
  ];
}

function distinct(items: readonly Located<string>[]): readonly Located<string>[] {
  return [...new Map(items.toReversed().map((item) => [item.value, item])).values()].toReversed();
}
