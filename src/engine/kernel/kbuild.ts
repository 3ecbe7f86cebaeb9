import type { ModuleSource } from './driver.ts';

/**
 * The modules that Kbuild lines tell: `obj-m += x.o`, `obj-$(CONFIG_X) += x.o`, `x-y := a.o b.o`,
 * `x-objs := a.o`. `folder` is where the Makefile stands, '' or ending in `/`. Conditions are not looked
 * at: every line counts. Objects whose .c is not there are left out.
 */
export function kbuildModules(text: string, folder: string, files: ReadonlySet<string>): ModuleSource[] {
  const objects: string[] = [];
  const parts = new Map<string, string[]>();
  for (const line of logicalLines(text)) {
    const match = /^\s*([\w-]+)-(?:[ym]|objs|\$\([\w-]+\))\s*[:+]?=\s*(.*)$/.exec(line);
    if (!match) continue;
    const [, name = '', list = ''] = match;
    const stems = list.split(/\s+/).flatMap((word) => (word.endsWith('.o') ? [word.slice(0, -2)] : []));
    if (name === 'obj') objects.push(...stems);
    else parts.set(name, [...(parts.get(name) ?? []), ...stems]);
  }
  return [...new Set(objects)].flatMap((object) => {
    const sources = (parts.get(object) ?? [object]).map((stem) => `${folder}${stem}.c`);
    const present = [...new Set(sources)].filter((source) => files.has(source));
    return present.length === 0 ? [] : [{ name: object.replaceAll('-', '_'), sources: present }];
  });
}

/** Lines joined at a final backslash, without comments. */
function logicalLines(text: string): string[] {
  return text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, ''));
}
