import type { Located, Place } from '../base/span.ts';
import { errnoSymbol } from '../kernel/errno-symbol.ts';
import type { Expectation, Listed } from '../topology/scenario/scenario.ts';
import type { EndState, FoundBy, ScenarioResult, Stop, WayThere } from './result.ts';

/** What a result comes to beside what was expected. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly differences: readonly Difference[] }
  /** Nothing differs in what was seen, and not all was seen. */
  | { readonly kind: 'gave-up'; readonly stop: Stop | null };

/** Something that is not as expected, at its place in the text; view/words makes its sentence. */
export type Difference = { readonly place: Place } & (
  | { readonly kind: 'found'; readonly finding: FoundBy; readonly expected: readonly string[] }
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
      /** What is there instead. */
      readonly got: readonly string[];
    } & Sometimes)
  | ({ readonly kind: 'extra'; readonly what: What; readonly name: string } & Sometimes)
  | { readonly kind: 'stopped'; readonly stop: Stop }
);

interface Sometimes {
  /** Of an exploration: some schedules end so, and others as expected. */
  readonly sometimes: boolean;
  /** A short way to an end that is so, where one is known. */
  readonly way: WayThere | null;
}

export type What = 'bound' | 'device' | 'node';

/** Compares a result with what a scenario expects. */
export function judge(expected: Expectation, result: ScenarioResult): Verdict {
  const { stopped, outcome } = result;
  const isWhole = outcome !== 'gave-up' && stopped === null;
  // After an Oops the steps that follow are not taken: what was found is all that there is to find.
  const isDead = outcome === 'violated' && (stopped?.why.kind === 'stuck' || stopped?.why.kind === 'no-end');
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

/** Whether anything is expected of what there is after the last step. */
export function comparesEnd({ errno, bound, devices, nodes }: Expectation): boolean {
  return errno.length > 0 || [bound, devices, nodes].some((list) => list !== null);
}

/** What is not as expected in an end, in short; null where nothing is. */
export function wrongEnd(expected: Expectation, end: EndState): string | null {
  const differences = endDifferences(expected, [end]).map((each) =>
    each.kind === 'errno'
      ? [each.kind, each.bdf, each.got]
      : [each.kind, 'what' in each && each.what, 'name' in each && each.name],
  );
  return differences.length === 0 ? null : JSON.stringify(differences);
}

function unexpectedFindings(expected: Expectation, findings: readonly FoundBy[]): readonly Difference[] {
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

function missingFindings(expected: Expectation, findings: readonly FoundBy[]): readonly Difference[] {
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
    const answerIn = ({ gpus }: EndState): string | null => {
      const answered = gpus.find((gpu) => gpu.bdf === bdf.value)?.errno ?? null;
      return answered === null ? null : errnoText(answered);
    };
    const got = ends.map(answerIn);
    const others = [...new Set(got)].filter((each) => each !== wanted.value);
    const sometimes = got.includes(wanted.value);
    return others.map((each) => ({
      kind: 'errno',
      place: wanted.place,
      bdf: bdf.value,
      wanted: wanted.value,
      got: each,
      sometimes,
      way: wayToOne(ends, (end) => answerIn(end) === each),
    }));
  });
}

/** The shortest way to an end that is so, of those that have one. */
function wayToOne(ends: readonly EndState[], isSo: (end: EndState) => boolean): WayThere | null {
  const ways = ends.filter(isSo).flatMap(({ way }) => way ?? []);
  return ways.sort((a, b) => a.trace.length - b.trace.length)[0] ?? null;
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
  const wayWhere = (name: string, isThere: boolean) =>
    wayToOne(ends, (end) => existing(end).includes(name) === isThere);
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
        got: [...new Set(states.filter((state) => !state.has(value)).flatMap((state) => [...state]))],
        sometimes: inSome(value),
        way: wayWhere(value, false),
      }),
    ),
    ...extra.map(
      (name): Difference => ({
        kind: 'extra',
        place: listed.place,
        what,
        name,
        sometimes: !inAll(name),
        way: wayWhere(name, true),
      }),
    ),
  ];
}

function distinct(items: readonly Located<string>[]): readonly Located<string>[] {
  return [...new Map(items.toReversed().map((item) => [item.value, item])).values()].toReversed();
}

/** The way to what differs, of an exploration; null where none is known. */
export function wayOf(difference: Difference): WayThere | null {
  if (difference.kind === 'found') return difference.finding.way ?? null;
  return 'way' in difference ? difference.way : null;
}
