import { bootGuest } from './boot.ts';
import { type Debian, provideDebian } from './debian.ts';
import { kernelFolder } from './folder.ts';
import { buildFunctions, type Modules } from './modules.ts';
import type { Boot } from './plan.ts';
import { type ModuleLines, moduleLines } from './transcript.ts';

/** A kernel to compare with; null where there is none, which is said with the reason. */
export async function debianToCompare(): Promise<Debian | null> {
  const provided = await provideDebian(kernelFolder);
  if (!('absent' in provided)) return provided.debian;
  console.log(`Skipped, for there is no kernel to compare with: ${provided.absent}.`);
  return null;
}

/** What modules say that a guest loads one after another: C by their names. */
export async function loadedInGuest(
  debian: Debian,
  standIns: Modules['standIns'],
  boot: Boot,
  texts: ReadonlyMap<string, string>,
): Promise<ModuleLines> {
  const folder = 'functions';
  const built = await buildFunctions(kernelFolder, debian, texts);
  const script = [
    `modules=/modules/${folder}`,
    ...[...texts.keys()].flatMap((name) => [`say module ${name}`, `answer 0 load ${name}`]),
    'say module end',
  ];
  const modules = { standIns, drivers: new Map([[folder, built]]) };
  return moduleLines(await bootGuest(kernelFolder, debian, modules, boot, script.join('\n')));
}
