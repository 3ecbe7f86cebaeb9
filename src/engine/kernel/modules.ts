import type { Node } from '../topology/node.ts';
import { Report } from '../topology/report.ts';
import { parseSource } from '../topology/source.ts';
import type { DriverNotes, DriverSource, ModuleSource } from './driver.ts';
import { kbuildModules } from './kbuild.ts';

export interface Modules {
  readonly modules: readonly ModuleSource[];
  readonly assumed: DriverNotes['assumed'];
  /** Sources that driver.yaml names and that are not there. */
  readonly missing: readonly string[];
  /** There is a driver.yaml, and no module can be had from it. */
  readonly emptyDescription: boolean;
}

const usualName = 'nvgrace_gpu_vfio_pci';

/**
 * The modules of a driver: as its driver.yaml says, else as its Kbuild or Makefile lines do, else all
 * .c files as one module of the source's `module` or the usual name.
 */
export function modulesOf(source: DriverSource): Modules {
  if (source.modules)
    return { modules: source.modules, assumed: 'embedded', missing: [], emptyDescription: false };
  const files = new Set(source.files.keys());
  const described = source.files.get('driver.yaml') ?? source.files.get('driver.yml');
  const wanted = described === undefined ? [] : describedModules(described);
  const missing = wanted.flatMap(({ sources }) => sources.filter((path) => !files.has(path)));
  const fromYaml = wanted
    .map(({ name, sources }) => ({ name, sources: sources.filter((path) => files.has(path)) }))
    .filter(({ sources }) => sources.length > 0);
  const emptyDescription = described !== undefined && fromYaml.length === 0;
  if (fromYaml.length > 0) return { modules: fromYaml, assumed: 'driver.yaml', missing, emptyDescription };
  const fromKbuild = builtModules(source, files);
  if (fromKbuild.length > 0) return { modules: fromKbuild, assumed: 'kbuild', missing, emptyDescription };
  const sources = [...files].filter((file) => file.endsWith('.c')).sort();
  return {
    modules: [{ name: (source.module ?? usualName).replaceAll('-', '_'), sources }],
    assumed: 'single-module',
    missing,
    emptyDescription,
  };
}

/** `modules: [{name, sources}]`; an entry without a name or without sources is left out. */
function describedModules(text: string): ModuleSource[] {
  const root = parseSource(text, new Report('driver.yaml'))[0]?.root;
  const list = root ? entry(root, 'modules') : null;
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((item) => {
    const name = entry(item, 'name');
    const listed = entry(item, 'sources');
    if (name?.kind !== 'scalar' || listed?.kind !== 'sequence') return [];
    const sources = listed.items.flatMap((each) => (each.kind === 'scalar' ? [each.text] : []));
    return [{ name: name.text.replaceAll('-', '_'), sources }];
  });
}

function entry(node: Node, key: string): Node | null {
  if (node.kind !== 'mapping') return null;
  return node.entries.find((each) => each.key.text === key)?.value ?? null;
}

/** Kbuild stands before a Makefile in the same folder, as in a kernel build. */
function builtModules(source: DriverSource, files: ReadonlySet<string>): ModuleSource[] {
  const makefiles = [...files].filter((file) => /(?:^|\/)(?:Kbuild|Makefile)$/.test(file)).sort();
  const folders = new Set<string>();
  return makefiles.flatMap((file) => {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    if (folders.has(folder)) return [];
    folders.add(folder);
    return kbuildModules(source.files.get(file)!, folder, files);
  });
}
