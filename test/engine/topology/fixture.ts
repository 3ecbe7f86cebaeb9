import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FileReading, readFile, readTopology, type TopologyReading } from '../../../src/engine/index.ts';

const root = fileURLToPath(new URL('../../fixtures/topology/', import.meta.url));

/** The topology files of a folder of test/fixtures/topology, by name. */
export function fixtures(folder: 'machines' | 'problems' | 'joined'): { name: string; text: string }[] {
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

/** The reading of one file of a folder; what it includes is looked for in that folder. */
export function readFixture(folder: 'joined', name: string): TopologyReading {
  const texts = new Map(fixtures(folder).map((each) => [each.name, each.text]));
  const root = `${name}.topology.yaml`;
  return readTopology(root, texts.get(root)!, among(texts));
}

/** Includes that are found among texts by name; a leading `./` is nothing. */
export function among(
  texts: ReadonlyMap<string, string>,
): (from: string, path: string) => FileReading | null {
  return (_, path) => {
    const name = path.replace(/^\.\//, '');
    const text = texts.get(name);
    return text === undefined ? null : readFile(name, text);
  };
}
