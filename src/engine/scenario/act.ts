import type { UserAction } from '../kernel/actions.ts';
import type { CompiledDriver } from '../kernel/compile.ts';
import { lacksInit } from '../kernel/lacking-init.ts';
import { mostDevices, type RegisteredGpu } from '../kernel/registration.ts';
import type { Action } from '../topology/scenario/scenario.ts';
import type { Stop, StopReason } from './result.ts';

/** What an action names and the machine, or the driver, has not, or cannot do. */
export function missing(
  action: Action,
  driver: CompiledDriver,
  devices: readonly RegisteredGpu[],
): StopReason | null {
  const { modules } = driver;
  if ('module' in action && !modules.some(({ name }) => name === action.module.value))
    return { kind: 'no-module', module: action.module.value, known: modules.map(({ name }) => name) };
  if (action.kind === 'load' && lacksInit(driver, action.module.value))
    return { kind: 'no-init', module: action.module.value };
  if ('bdf' in action && !devices.some(({ bdf }) => bdf === action.bdf.value))
    return { kind: 'no-room', bdf: action.bdf.value, room: mostDevices };
  return null;
}

/** What is wrong with the name of a module is told at the name. */
export function placeOf(action: Action, why: StopReason): Stop['place'] {
  const isModule = why.kind === 'no-module' && (action.kind === 'load' || action.kind === 'unload');
  return isModule ? action.module.place : action.place;
}

/** The action without its places in the scenario. */
export function userAction(action: Action): UserAction {
  switch (action.kind) {
    case 'load':
    case 'unload':
      return { kind: action.kind, module: action.module.value };
    case 'bind':
    case 'unbind':
    case 'unplug':
      return { kind: action.kind, bdf: action.bdf.value };
    case 'override':
      return { kind: 'override', bdf: action.bdf.value, driver: action.driver.value };
    case 'open':
      return { kind: 'open', node: action.node.value, file: action.name.value };
    case 'mmap': {
      const { name, offset, length } = action;
      return { kind: 'mmap', file: name.value, offset: offset.value, length: length.value };
    }
    case 'ioctl':
      return { kind: 'ioctl', file: action.name.value, argsz: action.size.value };
    case 'close':
      return { kind: 'close', file: action.name.value };
    case 'poison':
      return { kind: 'poison', address: action.address.value };
    case 'read':
      return { kind: 'read', path: action.file.value };
    case 'write':
      return { kind: 'write', path: action.file.value, text: `${action.text.value}\n` };
  }
}
