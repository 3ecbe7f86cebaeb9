import type { Place } from '../../base/span.ts';
import type { Finding } from '../../kernel/outcome.ts';
import { markdown } from '../format.ts';
import type { OutlineNode } from '../outline.ts';
import { findingHappening, findingMessage, findingTitle, shownSite } from '../words/finding.ts';
import { siteText } from '../words/site.ts';
import { row } from './row.ts';

/** Something the driver did wrong; a click goes to its line of C. */
export function findingRow(finding: Finding, id: string, gpu: Place | null): OutlineNode {
  const site = shownSite(finding);
  const { file, line, column } = site;
  const of = finding.gpu === null ? '' : ` of ${finding.gpu}`;
  const sites = [
    finding.allocated ? `Allocated at ${siteText(finding.allocated)}.` : '',
    finding.freed ? `Freed at ${siteText(finding.freed)}.` : '',
  ];
  return row({
    id,
    kind: 'finding',
    label: `Finding: ${findingTitle(finding)}`,
    parts: [findingHappening(finding), `${finding.during}${of}`, siteText(site)],
    tooltip: [markdown(findingMessage(finding)), ...sites.map(markdown)],
    icon: 'finding',
    place: gpu,
    source: file === '' ? null : { file, position: { line: line - 1, character: column - 1 } },
    copy: file === '' ? {} : { path: `${file}:${line}` },
  });
}
