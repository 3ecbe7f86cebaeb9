import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { DriverSource } from '../../src/engine/index.ts';
import { must, run } from './command.ts';
import type { Debian } from './debian.ts';
import { guestFolder } from './folder.ts';

/** What stands in for vfio and for the hardware, in the order of loading. */
const standIns = ['vfio_stand_in', 'grace_gpu'];

/** Modules for Debian's kernel: folders of `NAME.ko`. */
export interface Modules {
  readonly standIns: readonly string[];
  readonly drivers: ReadonlyMap<string, string>;
}

/** Builds the drivers, their files as they are, and the stand-ins; once for the same sources and kernel. */
export async function buildModules(
  folder: string,
  debian: Debian,
  drivers: readonly DriverSource[],
): Promise<Modules> {
  const guest = (name: string) => readFileSync(path.join(guestFolder, name), 'utf8');
  const own = await build(folder, debian, {
    files: new Map(standIns.map((name) => [`${name}.c`, guest(`${name}.c`)])),
    kbuild: `obj-m := ${standIns.map((name) => `${name}.o`).join(' ')}\n`,
    symbols: null,
  });
  const built = new Map<string, string>();
  for (const driver of drivers) {
    const files = new Map([
      ...driver.files,
      ['compat.h', guest('compat.h')],
      ['linux/memory-failure.h', guest('memory-failure.h')],
    ]);
    const symbols = path.join(own, 'Module.symvers');
    built.set(driver.name, await build(folder, debian, { files, kbuild: kbuildOf(driver), symbols }));
  }
  return { standIns: standIns.map((name) => path.join(own, `${name}.ko`)), drivers: built };
}

/** Builds modules of one file each, by their names; gives the folder of `NAME.ko`. */
export function buildFunctions(
  folder: string,
  debian: Debian,
  texts: ReadonlyMap<string, string>,
): Promise<string> {
  const names = [...texts.keys()];
  const files = new Map([
    ...names.map((name) => [`${name}.c`, texts.get(name)!] as const),
    ['compat.h', readFileSync(path.join(guestFolder, 'compat.h'), 'utf8')] as const,
  ]);
  // What makes a driver a good one is no matter of what functions do.
  const flags = 'ccflags-y := -include $(src)/compat.h -Wno-declaration-after-statement -Wno-unused-result';
  const kbuild = [flags, ...names.map((name) => `obj-m += ${name}.o`), ''].join('\n');
  return build(folder, debian, { files, kbuild, symbols: null });
}

interface Build {
  readonly files: ReadonlyMap<string, string>;
  readonly kbuild: string;
  /** What modules that are built before export. */
  readonly symbols: string | null;
}

function kbuildOf({ modules = [] }: DriverSource): string {
  const lines = modules.flatMap(({ name, sources }) => {
    const objects = sources.map((source) => source.replace(/\.c$/, '.o'));
    // An object of the module's own name is the module.
    const isWhole = objects.length === 1 && objects[0] === `${name}.o`;
    return [`obj-m += ${name}.o`, ...(isWhole ? [] : [`${name}-y := ${objects.join(' ')}`])];
  });
  return ['ccflags-y := -I$(src) -include $(src)/compat.h', ...lines, ''].join('\n');
}

async function build(folder: string, debian: Debian, { files, kbuild, symbols }: Build): Promise<string> {
  const digest = createHash('sha256').update(`${debian.kernel}\0${kbuild}`);
  for (const [name, text] of files) digest.update(`\0${name}\0${text}`);
  if (symbols) digest.update(readFileSync(symbols));
  const built = path.join(folder, 'built', digest.digest('hex').slice(0, 16));
  if (existsSync(built)) return built;

  mkdirSync(path.join(folder, 'built'), { recursive: true });
  const work = mkdtempSync(path.join(folder, 'building-'));
  const result = mkdtempSync(path.join(folder, 'building-'));
  try {
    for (const [name, text] of files) {
      mkdirSync(path.dirname(path.join(work, name)), { recursive: true });
      writeFileSync(path.join(work, name), text);
    }
    writeFileSync(path.join(work, 'Kbuild'), kbuild);
    await make(debian, work, symbols);
    for (const name of readdirSync(work).filter((each) => /\.ko$|^Module\.symvers$/.test(each))) {
      cpSync(path.join(work, name), path.join(result, name));
      if (name.endsWith('.ko'))
        await must('strip', ['--strip-debug', path.join(result, name)], { env: debian.env });
    }
    // Another run may have been quicker.
    if (!existsSync(built)) renameSync(result, built);
  } finally {
    for (const each of [work, result]) rmSync(each, { recursive: true, force: true });
  }
  return built;
}

async function make(debian: Debian, work: string, symbols: string | null): Promise<void> {
  const headers = path.join(debian.root, `usr/src/linux-headers-${debian.kernel}`);
  const variables = [
    `M=${work}`,
    // pahole has no vmlinux to read.
    'CONFIG_DEBUG_INFO_BTF_MODULES=',
    ...(symbols ? [`KBUILD_EXTRA_SYMBOLS=${symbols}`] : []),
    ...(await compiler(headers, debian)),
  ];
  await must('make', ['-s', '-j2', '-C', headers, ...variables, 'modules'], {
    env: debian.env,
    seconds: 300,
  });
}

/** The compiler that the kernel was built with, where it is there; else the machine's own. */
async function compiler(headers: string, { env }: Debian): Promise<readonly string[]> {
  const own = /gcc-\d+/.exec(readFileSync(path.join(headers, '.kernelvariables'), 'utf8'))?.[0];
  if (own && (await run(`x86_64-linux-gnu-${own}`, ['--version'], { env })).status === 0) return [];
  return ['CC=gcc'];
}
