import type { Uri } from 'vscode';

/** From a folder to another, as a trace names its driver. */
export function pathTo(from: Uri, to: Uri): string {
  const [here, there] = [from, to].map(({ path }) => path.replace(/\/$/, '').split('/'));
  const same = here!.findIndex((part, at) => part !== there![at]);
  const shared = same < 0 ? here!.length : same;
  const way = [...here!.slice(shared).map(() => '..'), ...there!.slice(shared)].join('/');
  return way.startsWith('..') ? way : `./${way}`;
}
