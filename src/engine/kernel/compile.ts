import type { Opaque } from '../csource/ast.ts';
import type { TokenCache } from '../csource/lex.ts';
import { type BuiltProgram, type LinkUnit, link } from '../csource/lower/link.ts';
import { lowerUnit } from '../csource/lower/lower-unit.ts';
import type { LoweredUnit } from '../csource/lower/lowered.ts';
import { restoreUnit } from '../csource/lower/stored.ts';
import { parseUnit } from '../csource/parse.ts';
import { embeddedDrivers } from '../drivers/embedded.ts';
import { machineIntrinsics } from '../machine/intrinsics.ts';
import { predefined } from './configuration.ts';
import type { DriverNotes, DriverSource, ModuleSource } from './driver.ts';
import { includeFor } from './include.ts';
import { kernelIntrinsicNames } from './intrinsics.ts';
import { isLibraryPlace } from './library.ts';
import { compiledLibrary } from './library-units.ts';
import { modulesOf } from './modules.ts';
import { storedUnits } from './stored-units.ts';

/** A driver's C together with the kernel's library, ready to run on any topology of that page size. */
export interface CompiledDriver {
  readonly name: string;
  readonly notes: DriverNotes;
  readonly built: BuiltProgram;
  readonly modules: readonly CompiledModule[];
}

export interface CompiledModule {
  readonly name: string;
  /** Function indices of module_init and module_exit; null where the module has none. */
  readonly init: number | null;
  readonly exit: number | null;
}

/**
 * Translates a driver for a kernel of that page size, in bytes. Never throws for any text: what is not
 * translated is in the notes, and a finding only where a run reaches it.
 */
export function compileDriver(source: DriverSource, pageSize: bigint): CompiledDriver {
  const { modules, assumed } = modulesOf(source);
  const library = compiledLibrary(pageSize);
  const translated =
    storedDriver(source, pageSize) ?? translateDriver(source, modules, pageSize, library.tokens);
  const units: LinkUnit[] = [library.unit];
  for (const { module, unit } of translated) units.push({ unit, module, library: false });
  const built = withHeadersAsLibrary(link(units, intrinsicNames));
  return {
    name: source.name,
    notes: {
      modules,
      assumed,
      untranslated: built.untranslated.filter(({ site }) => !isLibraryPlace(site.file)),
      missingHeaders: distinct(translated.flatMap((unit) => unit.missingHeaders)),
    },
    built,
    modules: modules.map(({ name }) => ({
      name,
      init: functionIn(built, name, '__module_init'),
      exit: functionIn(built, name, '__module_exit'),
    })),
  };
}

/** A source of a driver, translated. */
interface TranslatedSource {
  readonly module: string;
  readonly unit: LoweredUnit;
  readonly missingHeaders: DriverNotes['missingHeaders'];
}

/** Translates each source of a driver, in link order; `known` are tokens of headers read already. */
export function translateDriver(
  source: DriverSource,
  modules: readonly ModuleSource[],
  pageSize: bigint,
  known: TokenCache,
): TranslatedSource[] {
  const include = includeFor(source);
  const tokens: TokenCache = new Map(known);
  return modules.flatMap((module) => {
    const defines = predefined(pageSize, module.name);
    return module.sources.map((path) => {
      const text = source.files.get(path) ?? '';
      const unit = parseUnit({ file: source.place(path), text, defines, include, tokens });
      return { module: module.name, unit: lowerUnit(unit), missingHeaders: unit.missingHeaders };
    });
  });
}

/** An embedded driver as the build translated it. Only the very object: a changed copy is another driver. */
function storedDriver(source: DriverSource, pageSize: bigint): TranslatedSource[] | null {
  const stored = embeddedDrivers().some((each) => each === source)
    ? storedUnits(source.name, pageSize)
    : null;
  const owners = (source.modules ?? []).flatMap(({ name, sources }) => sources.map(() => name));
  return (
    stored?.map((unit, index) => ({
      module: owners[index] ?? '',
      unit: restoreUnit(unit),
      missingHeaders: [],
    })) ?? null
  );
}

const intrinsicNames: ReadonlySet<string> = new Set([...machineIntrinsics.keys(), ...kernelIntrinsicNames]);

/** Inline functions of the library's headers are the library's, whichever unit they were compiled in. */
function withHeadersAsLibrary(built: BuiltProgram): BuiltProgram {
  const functions = built.program.functions.map((each) =>
    each.library || !isLibraryPlace(each.site.file) ? each : { ...each, library: true },
  );
  return { ...built, program: { ...built.program, functions } };
}

/** The function that a module's static pointer of that name holds. */
function functionIn(built: BuiltProgram, module: string, name: string): number | null {
  for (const found of built.statics(module, name)) {
    if (found.kind !== 'global') continue;
    const value = built.program.globals[found.index]?.addresses[0]?.value;
    if (value?.kind === 'function') return value.index;
  }
  return null;
}

type Missing = DriverNotes['missingHeaders'][number];

function distinct(headers: readonly Missing[]): Missing[] {
  const key = ({ header, site }: { header: string; site: Opaque['site'] }) =>
    `${header}\0${site.file}\0${site.line}`;
  return [...new Map(headers.map((each) => [key(each), each])).values()];
}
