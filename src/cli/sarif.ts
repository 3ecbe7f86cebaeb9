import { pathToFileURL } from 'node:url';
import { version } from '../../package.json';
import {
  allRules,
  isSourcePlace,
  type Place,
  type Severity,
  type ShownProblem,
  type SourcePlace,
  type SourceProblem,
} from '../engine/index.ts';
import type { CheckedFile, Lines } from './checked.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
};

/** The Problems as SARIF 2.1.0, for code scanning. Of the driver's C they are given once. */
export function sarifText(files: readonly CheckedFile[], ofSource: readonly SourceProblem[]): string {
  const rules = allRules();
  const order = new Map(rules.map(({ code }, index) => [code, index]));
  const found = files.flatMap((file) =>
    file.documents.flatMap(({ problems }) => problems.map((problem) => ({ problem, lines: file.lines }))),
  );
  const nowhere: Lines = () => {
    throw new TypeError('a place of C has its line');
  };
  const driven = ofSource.map((problem) => ({ problem, lines: nowhere }));
  const run = {
    tool: {
      driver: {
        name: 'driver-model',
        version,
        rules: rules.map(({ code, severity, meaning }) => ({
          id: code,
          shortDescription: { text: meaning },
          defaultConfiguration: { level: levels[severity] },
        })),
      },
    },
    columnKind: 'utf16CodeUnits',
    results: [...driven, ...found].map(({ problem, lines }) => result(problem, lines, order)),
  };
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function result(
  { code, severity, message, place, related }: ShownProblem | SourceProblem,
  lines: Lines,
  order: ReadonlyMap<string, number>,
) {
  const ruleIndex = order.get(code);
  return {
    ruleId: code,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: physical(place, lines) }],
    ...(related.length === 0 ? {} : { relatedLocations: relatedLocations(related, lines) }),
  };
}

function relatedLocations(related: ShownProblem['related'], lines: Lines) {
  return related.map(({ message, place }, id) => ({
    id,
    message: { text: message },
    physicalLocation: physical(place, lines),
  }));
}

/** Lines and columns from 1; an end column is that behind the last character. */
function physical(place: Place | SourcePlace, lines: Lines) {
  if (isSourcePlace(place)) {
    const region = { startLine: place.line, startColumn: place.column };
    return { artifactLocation: { uri: uriOf(place.file) }, region };
  }
  const of = lines(place.path);
  const [start, end] = [of.position(place.span.start), of.position(place.span.end)];
  const region = {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
  return { artifactLocation: { uri: uriOf(place.path) }, region };
}

/** A path as a URI reference: relative ones stay so. C that comes with the tool has a URI already. */
function uriOf(path: string): string {
  if (/^[a-z][a-z0-9+.-]+:\//i.test(path)) return encodeURI(path);
  if (path.startsWith('/') || /^[a-z]:[\\/]/i.test(path)) return pathToFileURL(path).href;
  return path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
