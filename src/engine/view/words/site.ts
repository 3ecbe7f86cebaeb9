import type { SourcePlace } from '../../base/problem.ts';

/** `egm_dev.c:42`: the file's own name, as a log or a mail has it. A site without a file is no line of C. */
export function siteText(site: SourcePlace): string {
  if (site.file === '') return 'no line of C';
  return `${fileName(site.file)}:${site.line}`;
}

/** `egm_dev.c` */
export function fileName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** Whether two sites are one line of C. */
export function sameLine(left: SourcePlace, right: SourcePlace): boolean {
  return left.file === right.file && left.line === right.line;
}
