import { comparisonSummary, comparisonTitle, differsHead, opensHint, sameHead } from '../words/comparison.ts';
import { type Comparison, type ComparisonCell, type ComparisonRow, isDifference, parted } from './table.ts';

/** A comparison as a page of HTML without scripts: a table with a column for each driver. */
export interface PageOptions {
  readonly title: string;
  /** What has changed since, in a sentence; null while nothing has. */
  readonly stale: string | null;
  /** Address that opens what a cell rests on; rows are counted as they stand in the table. */
  readonly linkTo: (row: number, column: number) => string;
}

export function comparisonPage(comparison: Comparison, { title, stale, linkTo }: PageOptions): string {
  const { drivers, rows } = comparison;
  const { differing, same } = parted(rows);
  const drawn = (part: readonly ComparisonRow[], before: number) =>
    part.map((row, at) => rowHtml(row, (column) => linkTo(before + at, column)));
  const body = (head: string, part: readonly ComparisonRow[], before: number) =>
    part.length === 0
      ? []
      : [
          '<tbody>',
          `<tr><th class="head" scope="rowgroup" colspan="${drivers.length + 1}">${escaped(head)}</th></tr>`,
          ...drawn(part, before),
          '</tbody>',
        ];
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<h1>${escaped(title)}</h1>`,
    ...(stale === null ? [] : [`<p class="stale" role="status">${escaped(stale)}</p>`]),
    `<p>${escaped(capital(comparisonSummary(comparison)))}.</p>`,
    '<table>',
    `<thead><tr><td></td>${drivers.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead>`,
    ...body(differsHead, differing, 0),
    ...body(sameHead(comparison), same, differing.length),
    '</table>',
    '</body>',
    '</html>',
  ].join('\n');
}

function rowHtml(row: ComparisonRow, linkTo: (column: number) => string): string {
  const cells = row.cells.map((cell, column) => cellHtml(cell, linkTo(column), isDifference(row)));
  return `<tr><th scope="row">${escaped(comparisonTitle(row))}</th>${cells.join('')}</tr>`;
}

/** A sign beside the words, never instead of them. */
const signs: Readonly<Record<ComparisonCell['state'], string>> = {
  good: '✓ ',
  bad: '✗ ',
  plain: '',
  absent: '',
};

function cellHtml({ text, state, details }: ComparisonCell, link: string, differs: boolean): string {
  const sign = signs[state] === '' ? '' : `<span aria-hidden="true">${signs[state]}</span>`;
  // An errno is not parted from its sign.
  const said = escaped(text).replace(/-E[A-Z0-9]+/g, '<span class="errno">$&</span>');
  const told = details.map((each) => each.text).join('\n');
  const hint = escaped(`${told}\n${opensHint}`);
  const inner = details.length === 0 ? said : `<a href="${escaped(link)}" title="${hint}">${said}</a>`;
  return `<td class="${state}${differs ? ' differs' : ''}">${sign}${inner}</td>`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** In the colours of the editor's theme; borders are those of high contrast where there are such. */
const style = `
body { padding: 0 1.5em 1.5em; }
h1 { font-size: 1.3em; font-weight: 600; }
.stale { border-left: 3px solid var(--vscode-problemsWarningIcon-foreground); padding-left: 0.6em; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.35em 0.9em; }
th, td { border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border)); }
thead th, thead td { position: sticky; top: 0; background: var(--vscode-editor-background); }
th.head { padding-top: 1em; background: var(--vscode-editor-background); }
tbody th { font-weight: normal; min-width: 12em; }
th.head, thead th { font-weight: 600; }
td.absent { color: var(--vscode-descriptionForeground); }
td .errno { white-space: nowrap; }
td.good > span:first-child { color: var(--vscode-testing-iconPassed); }
td.bad > span:first-child { color: var(--vscode-testing-iconFailed); }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;
