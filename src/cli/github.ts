import {
  isSourcePlace,
  type Place,
  type Severity,
  type ShownProblem,
  type SourcePlace,
  type SourceProblem,
} from '../engine/index.ts';
import type { CheckedFile, Lines } from './checked.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
};

/** The Problems as workflow commands of GitHub Actions, which show them at the lines of a change. */
export function githubText(files: readonly CheckedFile[], ofSource: readonly SourceProblem[]): string {
  const none: Lines = () => {
    throw new TypeError('a place of C has its line');
  };
  const driven = ofSource.map((problem) => command(problem, none));
  const found = files.flatMap(({ documents, lines }) =>
    documents.flatMap(({ problems }) => problems.map((problem) => command(problem, lines))),
  );
  return [...driven, ...found].map((line) => `${line}\n`).join('');
}

function command({ code, severity, message, place }: ShownProblem | SourceProblem, lines: Lines): string {
  const properties = Object.entries({ ...where(place, lines), title: code })
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',');
  return `::${commands[severity]} ${properties}::${escaped(message)}`;
}

/** Columns are understood within one line only. */
function where(place: Place | SourcePlace, lines: Lines): Readonly<Record<string, string | number>> {
  if (isSourcePlace(place)) return { file: place.file, line: place.line, col: place.column };
  const of = lines(place.path);
  const [start, end] = [of.position(place.span.start), of.position(place.span.end)];
  const line = { file: place.path, line: start.line + 1 };
  if (start.line !== end.line) return { ...line, endLine: end.line + 1 };
  return { ...line, col: start.character + 1, endColumn: end.character + 1 };
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
