import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allRules } from '../../src/engine/index.ts';

const folder = new URL('../../docs/rules/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name !== 'README.md');
const page = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

const severities: Readonly<Record<string, string>> = Object.fromEntries(
  allRules().map(({ code, severity }) => [code, severity]),
);

test('every code has its page, and no page is without a code', () => {
  const expected = Object.keys(severities).map((code) => `${code.replace('/', '-')}.md`);
  expect(pages.toSorted()).toEqual(expected.toSorted());
});

test.each(Object.entries(severities))(
  'the page of %s says its code, its severity, and what to do',
  (code, severity) => {
    const text = page(`${code.replace('/', '-')}.md`);
    expect(text.split('\n')[0]).toBe(`# ${code}`);
    expect(text.split('\n')[2]!.toLowerCase()).toMatch(new RegExp(`^_${severity}\\._ `));
    expect(text).toContain('**What to do.**');
  },
);

test('the index lists every page with its severity', () => {
  const rows = [...page('README.md').matchAll(/^\| \[(.+?)\]\((.+?)\)\s*\| (\w+)/gm)].map((row) =>
    row.slice(1),
  );
  expect(rows.map(([code, , severity]) => [code, severity]).toSorted()).toEqual(
    Object.entries(severities).toSorted(),
  );
  for (const [code, link] of rows) expect(link).toBe(`${code!.replace('/', '-')}.md`);
});

test('links between pages lead somewhere', () => {
  for (const name of pages) {
    for (const [, link] of page(name).matchAll(/\]\(([\w-]+\.md)\)/g)) expect(pages).toContain(link);
  }
});
