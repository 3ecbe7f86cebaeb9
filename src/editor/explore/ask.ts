import { type Memento, type QuickPickItem, window } from 'vscode';
import { gpuName, machineName, pairOfGpus, registeredGpus, type Topology } from '../../engine/index.ts';
import type { Machine } from '../topology-file.ts';

/** What is explored of a machine. */
export interface Choice {
  /** BDFs. */
  readonly gpus: readonly string[];
  readonly faults: number;
}

/** Calls that may fail, unless another number was chosen before: most unwinding is met with one. */
const usualFaults = 1;

const faultItems: readonly (QuickPickItem & { readonly faults: number })[] = [
  { faults: 0, label: 'No fault', description: 'every order, and nothing fails' },
  { faults: 1, label: '1 fault', description: 'each call that can fail does so once, in every order' },
  { faults: 2, label: '2 faults', description: 'any two calls fail: takes much longer' },
  { faults: 3, label: '3 faults', description: 'any three calls fail: may give up' },
];

/** The one of these machines that has GPUs, if any; asks which where there are several. Undefined where the user leaves. */
export async function askMachine(machines: readonly Machine[]): Promise<Machine | 'none' | undefined> {
  const items = machines
    .filter(({ topology }) => registeredGpus(topology).length > 0)
    .map((machine) => ({ label: machineName(machine.topology), machine }));
  if (items.length < 2) return items[0]?.machine ?? 'none';
  return (await window.showQuickPick(items, { title: 'Machine', placeHolder: 'Choose a machine' }))?.machine;
}

/**
 * Asks for GPUs and faults, what was chosen last offered first; `about` names topology and driver. Undefined where the user
 * leaves.
 */
export async function askChoice(
  topology: Topology,
  about: string,
  remembered: Remembered,
): Promise<Choice | undefined> {
  const last = remembered.of(topology);
  const title = `Explore Interleavings: ${about}`;
  const gpus = await askGpus(topology, title, last?.gpus ?? pairOfGpus(topology));
  if (!gpus) return undefined;
  const isOnly = registeredGpus(topology).length < 2;
  const faults = await askFaults(last?.faults ?? usualFaults, `${title}${isOnly ? '' : ' (2 of 2)'}`);
  if (faults === undefined) return undefined;
  const choice = { gpus, faults };
  await remembered.keep(topology, choice);
  return choice;
}

/** A machine with one GPU leaves nothing to ask. */
async function askGpus(
  topology: Topology,
  title: string,
  offered: readonly string[],
): Promise<readonly string[] | undefined> {
  const all = registeredGpus(topology);
  if (all.length < 2) return all.map(({ bdf }) => bdf);
  const items = topology.sockets.flatMap(({ socket, gpus }) =>
    all
      .filter(({ gpu }) => gpus.includes(gpu))
      .map(({ gpu, bdf }) => ({
        label: gpuName(gpu),
        description: socket ? `socket ${socket.value}` : '',
        picked: offered.includes(bdf),
      })),
  );
  for (let placeHolder = 'GPUs bound and unbound at once; each more multiplies the orders'; ; ) {
    const picked = await window.showQuickPick(items, {
      title: `${title} (1 of 2)`,
      placeHolder,
      canPickMany: true,
    });
    if (!picked) return undefined;
    if (picked.length > 0) return picked.map(({ label }) => label);
    placeHolder = 'None is chosen: choose at least one GPU';
  }
}

async function askFaults(offered: number, title: string): Promise<number | undefined> {
  const first = faultItems.filter(({ faults }) => faults === offered);
  const items = [...first, ...faultItems.filter(({ faults }) => faults !== offered)];
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: 'Calls of the driver that may fail',
  });
  return picked?.faults;
}

/** What was chosen for each machine, over windows and days. */
export interface Remembered {
  /** GPUs that are gone are left out; undefined where nothing is left. */
  of(topology: Topology): Choice | undefined;
  keep(topology: Topology, choice: Choice): Thenable<void>;
}

export function rememberIn(memento: Memento): Remembered {
  const keyOf = ({ path, document }: Topology) => `explore ${path}#${document}`;
  return {
    of: (topology) => {
      const choice = memento.get<Choice>(keyOf(topology));
      const there = new Set(registeredGpus(topology).map(({ bdf }) => bdf));
      const gpus = choice?.gpus.filter((bdf) => there.has(bdf)) ?? [];
      return choice && gpus.length > 0 ? { gpus, faults: choice.faults } : undefined;
    },
    keep: (topology, choice) => memento.update(keyOf(topology), choice),
  };
}
