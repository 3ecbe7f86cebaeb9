import type { SourceProblem } from '../base/problem.ts';
import type { DriverNotes } from '../kernel/driver.ts';

/** What could not be read of a driver's C, at its line. It is a fault only where a run reaches it. */
export function sourceProblems(notes: DriverNotes): readonly SourceProblem[] {
  return [
    ...notes.missingHeaders.map(
      ({ header, site }): SourceProblem => ({
        code: 'c/missing-header',
        severity: 'warning',
        message:
          `${header} is neither in the driver's folder nor among the kernel headers that come with the tool. ` +
          'Functions that need it are not run. Put the header, or what is used of it, into include/linux of the folder.',
        place: site,
        related: [],
      }),
    ),
    ...notes.untranslated.map(
      ({ reason, site }): SourceProblem => ({
        code: 'c/not-translated',
        severity: 'information',
        message: `Not translated as it stands: ${reason}. Where a run reaches what is missing, driver/opaque-reached says so.`,
        place: site,
        related: [],
      }),
    ),
  ];
}

/** How the modules were decided, for the head of an output; null where nothing was assumed. */
export function assumption(notes: DriverNotes): string | null {
  const names = notes.modules.map((module) => module.name).join(', ');
  const missing = notes.missingSources;
  const without =
    missing.length === 0 ? '' : `; driver.yaml names what is not in the folder: ${missing.join(', ')}`;
  const unread =
    notes.emptyDescription && missing.length === 0
      ? '; driver.yaml has no module with a name and sources'
      : '';
  switch (notes.assumed) {
    case 'embedded':
      return null;
    case 'driver.yaml':
      return `modules from driver.yaml: ${names}${without}`;
    case 'kbuild':
      return `modules from Kbuild lines: ${names}${unread}${without}`;
    case 'single-module':
      return `assumed one module of all C files: ${names}${unread}${without}`;
  }
}
