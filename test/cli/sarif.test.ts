import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Command, makeCommand } from './command.ts';

const root = fileURLToPath(new URL('../fixtures/', import.meta.url));
let command: Command;
beforeAll(async () => {
  command = await makeCommand();
});
afterAll(() => command?.dispose());

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

interface Located {
  readonly message?: { readonly text: string };
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Region };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Located[];
  readonly relatedLocations?: readonly Located[];
}

/** The published schema of SARIF 2.1.0, which this package carries. */
const schemaFile = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv as never);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

test.each([
  ['topology/problems', ''],
  ['topology/machines', ''],
  ['sample-workspace', ''],
  ['sample-workspace', ' --driver rfc-v2-02'],
  ['topology/joined', " --rule 'spa/*=information'"],
])('%s%s as SARIF is valid by the schema of SARIF 2.1.0', (folder, options) => {
  const { output } = command.run(`driver-model check --format sarif${options}`, path.join(root, folder));
  const log = JSON.parse(output);
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  // The schema sees what is wrong.
  expect(validate({ ...log, version: '2.0' })).toBe(false);
  expect(validate({ ...log, runs: [{ ...log.runs[0], results: [{ message: {} }] }] })).toBe(false);
});

/** What a reader relies on beyond the schema, section by section of the specification. */
test.each(['topology/problems', 'sample-workspace'])('%s as SARIF keeps to the specification', (folder) => {
  const { output, status } = command.run('driver-model check --format sarif', path.join(root, folder));
  expect(status).toBe(1);
  const log = JSON.parse(output);
  expect(log.version).toBe('2.1.0');
  const [run] = log.runs;
  const { name, rules } = run.tool.driver;
  expect(name).toBe('driver-model');
  const ids: string[] = rules.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const results: Result[] = run.results;
  expect(results.length).toBeGreaterThan(5);
  for (const result of results) {
    expect(ids[result.ruleIndex]).toBe(result.ruleId);
    expect(['error', 'warning', 'note']).toContain(result.level);
    expect(result.message.text).not.toBe('');
    expect(result.locations).toHaveLength(1);
    for (const each of [...result.locations, ...(result.relatedLocations ?? [])]) checkLocation(each);
    for (const each of result.relatedLocations ?? []) expect(each.message?.text).toBeTruthy();
  }
});

function checkLocation({ physicalLocation: { artifactLocation, region } }: Located): void {
  expect(artifactLocation.uri).not.toMatch(/[ \\]|%(?![0-9A-F]{2})/);
  expect(() => new URL(artifactLocation.uri, 'file:///')).not.toThrow();
  const { startLine, startColumn, endLine = startLine, endColumn = startColumn } = region;
  expect(startLine).toBeGreaterThan(0);
  expect(startColumn).toBeGreaterThan(0);
  expect(endLine).toBeGreaterThanOrEqual(startLine);
  if (endLine === startLine) expect(endColumn).toBeGreaterThanOrEqual(startColumn);
}
