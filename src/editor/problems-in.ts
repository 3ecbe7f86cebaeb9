import type { ShownProblem } from '../engine/index.ts';
import type { TopologyFile } from './topology-file.ts';

/** Problems that stand in one text, with the topology that has them. */
export interface FoundProblems {
  readonly file: TopologyFile;
  readonly problems: readonly ShownProblem[];
}

/** By the path of every text, the topologies that are joined from it. */
export type Wholes = ReadonlyMap<string, readonly TopologyFile[]>;

export function wholesOf(files: readonly TopologyFile[]): Wholes {
  const wholes = new Map<string, TopologyFile[]>();
  for (const file of files) {
    for (const { path } of file.reading.files) {
      const there = wholes.get(path);
      if (there) there.push(file);
      else wholes.set(path, [file]);
    }
  }
  return wholes;
}

/**
 * The Problems that stand in the text of this path, each once. A file that others include is a part of
 * their machines: what is wrong with it as a machine of its own is not told.
 */
export function problemsIn(path: string, wholes: Wholes): readonly FoundProblems[] {
  const having = wholes.get(path) ?? [];
  const own = having.find((file) => file.reading.path === path);
  // Files that include each other in a circle are all wholes.
  const isOfOwn = (file: TopologyFile) => wholes.get(file.reading.path)?.includes(own!) === true;
  const isPart = having.some((file) => file !== own && (!own || !isOfOwn(file)));
  const told = new Set<string>();
  return having
    .filter((file) => file !== own || !isPart)
    .map((file) => {
      const problems = file.problems.filter(({ code, place, message }) => {
        if (place.path !== path) return false;
        const key = `${place.span.start}-${place.span.end} ${code} ${message}`;
        return !told.has(key) && told.add(key);
      });
      return { file, problems };
    });
}

/** Errors of all files, each once. */
export function countFaults(files: readonly TopologyFile[]): number {
  const wholes = wholesOf(files);
  const found = [...wholes.keys()].flatMap((path) => problemsIn(path, wholes));
  return found.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error')).length;
}
