import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md']
  .concat(
    readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
  )
  .filter((name) => name.endsWith('.md'));

/** As GitHub and VS Code name the heading of a page. */
function anchors(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('links of %s lead somewhere', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8');
  for (const [, link] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
    const [file, anchor] = link!.split('#');
    const target = file === '' ? path.join(root, page) : path.resolve(root, path.dirname(page), file!);
    expect(existsSync(target), link).toBe(true);
    if (anchor) expect(anchors(readFileSync(target, 'utf8')), link).toContain(anchor);
  }
});
