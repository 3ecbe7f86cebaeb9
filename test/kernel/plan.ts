import type { Scenario, Topology } from '../../src/engine/index.ts';
import { type RegisteredGpu, registeredGpus } from '../../src/engine/kernel/registration.ts';

/** A host bridge of the guest: one bus of the topologies' machines, in its own PCI segment. */
export interface Bridge {
  readonly domain: number;
  readonly bus: number;
  /** Number of its root bus in the guest, where all host bridges share one range. */
  readonly rootBus: number;
  /** In the order in which Linux finds them. */
  readonly gpus: GuestGpu[];
}

/** A GPU of a scenario's machine in the guest. */
export interface GuestGpu {
  readonly gpu: RegisteredGpu;
  /** Its socket's proximity domain. */
  readonly pxm: bigint | null;
  /** The root port of the bridge that it is behind, and its function there. */
  readonly port: number;
  readonly function: number;
  /**
   * Its address in the guest. The domain is the topology's. The bus cannot be: QEMU's host bridges share one
   * range of numbers. Nor is the function, for scenarios that share a boot have GPUs of their own.
   */
  readonly bdf: string;
}

/** Proximity domains: those of CPUs, and those without memory, as a Grace's firmware lists its GPUs' and its EGM regions'. */
export interface Domains {
  readonly cpus: readonly number[];
  readonly empty: readonly number[];
}

export interface Placed {
  readonly scenario: Scenario;
  readonly gpus: readonly GuestGpu[];
}

/** What one guest is: its buses in the order in which Linux finds them, and the scenarios that run there in turn. */
export interface Boot {
  readonly bridges: readonly Bridge[];
  /** What the SRAT tells; none where machines share a boot. */
  readonly domains?: Domains;
  readonly placed: readonly Placed[];
}

/** Bus numbers of a bridge: its root bus, then one for each root port. QEMU's own bus is 0. */
export const busesOfBridge = 8;
const firstBus = 0x10;
/** Functions behind a root port, all of the one device that can be there. */
const functions = 8;
const mostGpus = functions * (busesOfBridge - 1);
/** Slots that are free on QEMU's bus 0. */
const mostBridges = 28;
/** Root ports of a boot: the hole below 4 GiB has room for some 20, and smaller boots run side by side. */
const mostPorts = 12;

/**
 * Shares boots among scenarios. One in which the kernel comes to harm has a boot of its own, for nothing that
 * follows could be trusted; so have those whose buses stand in an order that others contradict.
 */
export function planBoots(
  scenarios: readonly Scenario[],
  isHarmful: (scenario: Scenario) => boolean,
): readonly Boot[] {
  const shared: OpenBoot[] = [];
  const alone: OpenBoot[] = [];
  for (const scenario of scenarios) {
    const boots = isHarmful(scenario) ? alone : shared;
    const boot = boots === shared ? shared.find((each) => each.hasRoomFor(scenario)) : undefined;
    const found = boot ?? new OpenBoot();
    if (!boot) boots.push(found);
    found.place(scenario);
  }
  return [...shared, ...alone];
}

/** A boot of one machine, in which no scenario is run. */
export function bootOf(machine: Topology): Boot {
  const boot = new OpenBoot();
  boot.add(machine);
  return { bridges: boot.bridges, placed: [], domains: domainsOf(machine) };
}

function domainsOf({ sockets }: Topology): Domains {
  const properties = sockets.flatMap(({ gpus }) => gpus.flatMap((gpu) => gpu.properties));
  const valuesOf = (name: string) =>
    properties.flatMap(({ key, value: { value } }) =>
      key === name && typeof value === 'bigint' ? [Number(value)] : [],
    );
  const counts = valuesOf('nvidia,gpu-mem-pxm-count');
  const ofMemory = valuesOf('nvidia,gpu-mem-pxm-start').flatMap((start, at) =>
    Array.from({ length: counts[at]! }, (_, index) => start + index),
  );
  return {
    cpus: sockets.flatMap(({ pxm }) => (pxm ? [Number(pxm.value)] : [])),
    empty: [...ofMemory, ...valuesOf('nvidia,egm-pxm')].filter((domain) => domain < 1024),
  };
}

class OpenBoot implements Boot {
  readonly bridges: Bridge[] = [];
  readonly placed: Placed[] = [];

  hasRoomFor(scenario: Scenario): boolean {
    const known = new Map(this.bridges.map((bridge, at) => [keyOf(bridge), { bridge, at }]));
    const buses = busesOf(scenario);
    const positions = buses.flatMap(([key]) => known.get(key)?.at ?? []);
    return (
      positions.every((at, index) => index === 0 || positions[index - 1]! < at) &&
      // A bus that is new is found last.
      buses.slice(positions.length).every(([key]) => !known.has(key)) &&
      this.bridges.length + buses.length - positions.length <= mostBridges &&
      this.#portsWith(buses) <= mostPorts &&
      buses.every(([key, count]) => (known.get(key)?.bridge.gpus.length ?? 0) + count <= mostGpus)
    );
  }

  /** Root ports with these GPUs added. */
  #portsWith(buses: ReturnType<typeof busesOf>): number {
    const counts = new Map(this.bridges.map((bridge) => [keyOf(bridge), bridge.gpus.length]));
    for (const [key, count] of buses) counts.set(key, (counts.get(key) ?? 0) + count);
    return [...counts.values()].reduce((sum, count) => sum + Math.ceil(count / functions), 0);
  }

  place(scenario: Scenario): void {
    this.placed.push({ scenario, gpus: this.add(scenario.machine!) });
  }

  /** The GPUs of a machine, where they are in the guest. */
  add(machine: Topology): readonly GuestGpu[] {
    const pxms = new Map(
      machine.sockets.flatMap(({ pxm, gpus }) => gpus.map((gpu) => [gpu, pxm?.value ?? null])),
    );
    return registeredGpus(machine).map((gpu) => {
      const bridge = this.#bridge(gpu);
      const port = Math.floor(bridge.gpus.length / functions);
      const func = bridge.gpus.length % functions;
      const bus = (bridge.rootBus + 1 + port).toString(16).padStart(2, '0');
      const bdf = `${gpu.bdf.slice(0, 4)}:${bus}:00.${func}`;
      const placed = { gpu, pxm: pxms.get(gpu.gpu) ?? null, port, function: func, bdf };
      bridge.gpus.push(placed);
      return placed;
    });
  }

  #bridge({ domain, bus }: RegisteredGpu): Bridge {
    const known = this.bridges.find((each) => each.domain === domain && each.bus === bus);
    if (known) return known;
    const made = { domain, bus, rootBus: firstBus + this.bridges.length * busesOfBridge, gpus: [] };
    this.bridges.push(made);
    return made;
  }
}

/** The buses of a scenario's machine in the order of registration, with how many GPUs each has. */
function busesOf({ name, machine }: Scenario): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  let last = '';
  for (const gpu of registeredGpus(machine!)) {
    const key = keyOf(gpu);
    if (key !== last && counts.has(key))
      throw new Error(`${name?.value}: Linux registers the devices of a bus one after the other`);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    last = key;
  }
  return [...counts];
}

function keyOf({ domain, bus }: { readonly domain: number; readonly bus: number }): string {
  return `${domain}:${bus}`;
}
