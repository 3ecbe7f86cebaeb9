import { grouped } from '../../base/grouped.ts';
import { calledIn } from '../../csource/lower/call.ts';
import type { DriverNotes } from '../../kernel/driver.ts';
import { listed } from '../format.ts';

type Untranslated = DriverNotes['untranslated'][number];

/**
 * C of the driver that is not run, a line for each reason in a file: calls of all that the virtual kernel does not model
 * in one, since a driver of the kernel's tree has many that no step comes to. `fileText` is how a file is called.
 */
export function untranslatedTexts(
  { untranslated }: DriverNotes,
  fileText: (file: string) => string,
): readonly string[] {
  const inOrder = untranslated.toSorted(({ site: one }, { site: other }) =>
    one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1,
  );
  const kindOf = ({ site, reason }: Untranslated): string =>
    `${site.file}\0${calledIn(reason) === null ? reason : ''}`;
  return [...grouped(inOrder, kindOf).values()].map((alike) => {
    const file = fileText(alike[0]!.site.file);
    const reasons = [...grouped(alike, ({ reason }) => reason)];
    if (reasons.length === 1) {
      const places = alike.map(({ site }) => `${file}:${site.line}`);
      return `not translated at ${places.join(', ')}: ${reasons[0]![0]}`;
    }
    const calls = reasons.map(([reason, sites]) => `${calledIn(reason)}() ${linesText(sites)}`);
    return `not translated in ${file}, which calls what the virtual kernel does not model: ${calls.join(', ')}`;
  });
}

/** `in line 12`, `in lines 12 and 14` */
function linesText(all: readonly Untranslated[]): string {
  const lines = all.map(({ site }) => String(site.line));
  return lines.length === 1 ? `in line ${lines[0]}` : `in lines ${listed(lines)}`;
}
