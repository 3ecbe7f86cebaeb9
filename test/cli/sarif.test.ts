import path from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** The parts of the SARIF 2.1.0 specification that a reader relies on, section by section. */
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
