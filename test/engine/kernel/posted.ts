import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';

/** A driver in a folder, as the command line reads one. */
export function folder(path: string): DriverSource {
  const files = new Map<string, string>();
  const walk = (at: string) => {
    for (const name of readdirSync(at).sort()) {
      const file = join(at, name);
      if (statSync(file).isDirectory()) walk(file);
      else if (/\.[ch]$|^(?:Kbuild|Makefile|driver\.yaml)$/.test(name))
        files.set(relative(path, file).replaceAll('\\', '/'), readFileSync(file, 'utf8'));
    }
  };
  walk(path);
  return { name: path, files, place: (file) => `${path}/${file}` };
}
