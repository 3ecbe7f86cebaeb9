import type { Topology } from '../topology/topology.ts';

/** The name the topology gives itself, else its file's; machines of one file are told apart. */
export function machineName(topology: Topology): string {
  if (topology.name !== null && topology.name.trim() !== '') return topology.name;
  // What is not saved yet has an address without a folder: `untitled:new.topology.yaml`.
  const file = topology.path.slice(topology.path.lastIndexOf('/') + 1).replace(/^untitled:/, '');
  return topology.document === 0 ? file : `${file}, document ${topology.document + 1}`;
}
