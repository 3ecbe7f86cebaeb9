import type { SourcePlace } from '../../base/problem.ts';

/** `egm_dev.c:42`: the file's own name, as a log or a mail has it. */
export function siteText(site: SourcePlace): string {
  return `${site.file.slice(site.file.lastIndexOf('/') + 1)}:${site.line}`;
}
