import type { Action } from '../../src/engine/index.ts';
import { driverOf, moduleNames } from './drivers.ts';
import type { Boot, Placed } from './plan.ts';

/** What the guest's init.sh runs: every scenario of a boot, each step followed by what exists then. */
export function guestScript({ placed }: Boot): string {
  return placed.flatMap(scenarioScript).join('\n');
}

function scenarioScript(placed: Placed, at: number): readonly string[] {
  const { scenario, gpus } = placed;
  const driver = driverOf(scenario);
  const addresses = gpus.map(({ bdf }) => bdf).join(' ');
  return [
    `modules=/modules/${driver.name} names="${moduleNames(driver).toReversed().join(' ')}"`,
    ...scenario.steps.flatMap((step, index) => [
      `say step ${at} ${index}`,
      ...(step.kind === 'parallel' ? parallel(step.lists, placed) : [command(step, 0, placed)]),
      'settle',
      `tell ${addresses}`,
    ]),
    `say step ${at} end`,
    `clear ${addresses}`,
    '',
  ];
}

/** Each list in a shell of its own. */
function parallel(lists: readonly (readonly Action[])[], placed: Placed): readonly string[] {
  const shells = lists.map((list, index) => {
    const commands = list.map((action) => command(action, index, placed));
    return `( ${commands.join('; ')} ) &`;
  });
  return [...shells, 'wait'];
}

function command(action: Action, list: number, placed: Placed): string {
  return `answer ${list} ${words(action, placed)}`;
}

function words(action: Action, { gpus }: Placed): string {
  const guest = (bdf: string) => gpus.find(({ gpu }) => gpu.bdf === bdf)!.bdf;
  switch (action.kind) {
    case 'load':
    case 'unload':
      return `${action.kind} ${action.module.value}`;
    case 'bind':
    case 'unbind':
    case 'unplug':
      return `${action.kind} ${guest(action.bdf.value)}`;
    case 'override':
      return `override ${guest(action.bdf.value)} ${action.driver.value}`;
    case 'read':
      return `read_file ${action.file.value}`;
    case 'write':
      return `write_file ${action.file.value} ${action.text.value}`;
    case 'open':
      return `/user ${action.name.value} open /dev/${action.node.value.replace(/^\/?dev\//, '')}`;
    case 'mmap':
      return `/user ${action.name.value} mmap ${action.offset.value} ${action.length.value}`;
    case 'ioctl':
      return `/user ${action.name.value} ioctl ${action.size.value}`;
    case 'close':
      return `/user ${action.name.value} close`;
    default:
      throw new Error(`the guest cannot do “${action.kind}” yet`);
  }
}
