import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../fixtures/topology/', import.meta.url));

/** The topology files of a folder of test/fixtures/topology, by name. */
export function fixtures(folder: 'machines' | 'problems'): { name: string; text: string }[] {
  return readdirSync(`${root}${folder}`)
    .sort()
    .map((name) => ({ name, text: readFileSync(`${root}${folder}/${name}`, 'utf8') }));
}

/** One of the machines of test/fixtures/topology: `gb200-egm-hypervisor`. */
export function machine(name: string): string {
  return readFileSync(`${root}machines/${name}.topology.yaml`, 'utf8');
}

/** The path of a golden file beside the fixtures. */
export function golden(name: string): string {
  return `${root}${name}`;
}
