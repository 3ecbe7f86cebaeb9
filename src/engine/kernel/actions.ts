import { Bug } from '../base/bug.ts';
import type { CompiledDriver } from './compile.ts';
import type { RegisteredGpu } from './registration.ts';

/**
 * What a user does, or what happens to the machine. BDFs in lower case, modules by their name (`-` counts as
 * `_`), nodes with or without `/dev/`. A file is a name that an `open` gives, for the actions after it.
 */
export type UserAction =
  | { readonly kind: 'load' | 'unload'; readonly module: string }
  | { readonly kind: 'bind' | 'unbind' | 'unplug'; readonly bdf: string }
  /** An empty driver takes the override away. */
  | { readonly kind: 'override'; readonly bdf: string; readonly driver: string }
  | { readonly kind: 'open'; readonly node: string; readonly file: string }
  | {
      readonly kind: 'mmap';
      readonly file: string;
      readonly offset: bigint;
      readonly length: bigint;
      /** MAP_PRIVATE instead of MAP_SHARED. */
      readonly private?: boolean;
    }
  | {
      readonly kind: 'ioctl';
      readonly file: string;
      readonly argsz: bigint;
      /** The number of the request; absent, that for retired pages. */
      readonly request?: bigint;
      /** What its structure holds behind argsz: zeros; a 1 and pointers to more memory; or all bits. */
      readonly fill?: bigint;
    }
  /** Of a node's open file, so many bytes from that offset on (pread, pwrite). */
  | {
      readonly kind: 'read-at' | 'write-at';
      readonly file: string;
      readonly offset: bigint;
      readonly length: bigint;
    }
  | { readonly kind: 'close'; readonly file: string }
  | { readonly kind: 'poison'; readonly address: bigint }
  /** Of a file of sysfs, by its path with or without `/sys/`, links included: all of it, from its beginning. */
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  /** A worker that takes one asynchronous probe, beside a `load`. */
  | { readonly kind: 'async-probe' }
  /**
   * A worker of the work queues, beside all that is done: see workers.ts. `again`: it runs what queues itself as often as
   * it does, and not only once until a user is done with something.
   */
  | { readonly kind: 'worker'; readonly number: bigint; readonly again?: boolean };

export type ActionKind = UserAction['kind'];

/** What an argument of an action's function is: a number of the machine's, or 64 bits as given. */
type Argument = 'module' | 'device' | 'word' | 'file' | 'bytes' | 'flag';

/**
 * The functions of library/actions.c, action_files.c and sysfs_file.c, and their parameters. Each returns what the
 * system call, or the write to sysfs, would: a negative errno, or 0 where that gives a count.
 */
export const actionTable: Readonly<Record<ActionKind, { function: string; arguments: readonly Argument[] }>> =
  {
    load: { function: 'action_load', arguments: ['module'] },
    unload: { function: 'action_unload', arguments: ['module'] },
    bind: { function: 'action_bind', arguments: ['device'] },
    unbind: { function: 'action_unbind', arguments: ['device'] },
    unplug: { function: 'action_unplug', arguments: ['device'] },
    override: { function: 'action_override', arguments: ['device', 'word'] },
    open: { function: 'action_open', arguments: ['file', 'word'] },
    mmap: { function: 'action_mmap', arguments: ['file', 'bytes', 'bytes', 'flag'] },
    ioctl: { function: 'action_ioctl', arguments: ['file', 'bytes', 'bytes', 'bytes'] },
    'read-at': { function: 'action_read_at', arguments: ['file', 'bytes', 'bytes'] },
    'write-at': { function: 'action_write_at', arguments: ['file', 'bytes', 'bytes'] },
    close: { function: 'action_close', arguments: ['file'] },
    poison: { function: 'action_poison', arguments: ['bytes'] },
    read: { function: 'action_read', arguments: ['word'] },
    write: { function: 'action_write', arguments: ['word', 'word'] },
    'async-probe': { function: 'action_async_probe', arguments: [] },
    worker: { function: 'action_worker', arguments: ['bytes'] },
  };

/** An action made ready to run as a task. */
export interface ActionCall {
  /** Index of the function in the driver's program. */
  readonly index: number;
  readonly args: readonly bigint[];
  /** What findings are put down to: `probe 0008:01:00.0`, `open /dev/egm4`. */
  readonly task: string;
}

/** Files that may be open at once (library/actions.c). */
export const mostFiles = 64;

/**
 * The numbers that one life of the kernel has for files and words. Words are texts a user writes, which C asks
 * for by their number; they are known before a task that needs them runs.
 */
export class ActionNumbers {
  readonly words: string[] = [];
  readonly #files: string[] = [];

  word(text: string): number {
    const known = this.words.indexOf(text);
    return known >= 0 ? known : this.words.push(text) - 1;
  }

  /** The number of a file's name; beyond `mostFiles` the kernel answers -EMFILE. */
  file(name: string): number {
    const known = this.#files.indexOf(name);
    return known >= 0 ? known : this.#files.push(name) - 1;
  }

  fileName(number: number): string | null {
    return this.#files[number] ?? null;
  }
}

/** The task of an action. A device or module that the machine has not is number -1: the kernel refuses it. */
export function actionCall(
  action: UserAction,
  driver: CompiledDriver,
  devices: readonly RegisteredGpu[],
  numbers: ActionNumbers,
): ActionCall {
  const { function: name, arguments: parameters } = actionTable[action.kind];
  const index = driver.built.functions.get(name);
  if (index === undefined) throw new Bug(`the library has no ${name}`);
  const values = operands(action);
  const args = parameters.map((parameter, at) => {
    const value = values[at] ?? '';
    if (typeof value === 'bigint') return value;
    if (parameter === 'device') return BigInt(devices.findIndex(({ bdf }) => bdf === value));
    if (parameter === 'module') return BigInt(moduleNumber(driver, value));
    return BigInt(parameter === 'file' ? numbers.file(value) : numbers.word(value));
  });
  return { index, args, task: taskName(action) };
}

function moduleNumber(driver: CompiledDriver, name: string): number {
  const wanted = name.replaceAll('-', '_');
  return driver.modules.findIndex((module) => module.name.replaceAll('-', '_') === wanted);
}

/** The operands in the order of the function's parameters. */
function operands(action: UserAction): readonly (string | bigint)[] {
  switch (action.kind) {
    case 'load':
    case 'unload':
      return [action.module];
    case 'bind':
    case 'unbind':
    case 'unplug':
      return [action.bdf];
    case 'override':
      return [action.bdf, action.driver];
    case 'open':
      return [action.file, nodeName(action.node)];
    case 'mmap':
      return [action.file, action.offset, action.length, action.private ? 0n : 1n];
    case 'ioctl':
      return [action.file, action.argsz, action.request ?? 0n, action.fill ?? 0n];
    case 'read-at':
    case 'write-at':
      return [action.file, action.offset, action.length];
    case 'close':
      return [action.file];
    case 'poison':
      return [action.address];
    case 'read':
      return [pathBelow(action.path)];
    case 'write':
      return [pathBelow(action.path), action.text];
    case 'async-probe':
      return [];
    case 'worker':
      return [action.number];
  }
}

/** Binding is a probe, and unbinding a remove, as the driver core's own errands are called. */
function taskName(action: UserAction): string {
  switch (action.kind) {
    case 'load':
    case 'unload':
      return `${action.kind} ${action.module.replaceAll('-', '_')}`;
    case 'bind':
      return `probe ${action.bdf}`;
    case 'unbind':
      return `remove ${action.bdf}`;
    case 'unplug':
    case 'override':
      return `${action.kind} ${action.bdf}`;
    case 'open':
      return `open /dev/${nodeName(action.node)}`;
    case 'mmap':
    case 'close':
      return `${action.kind} ${action.file}`;
    case 'ioctl':
      return `ioctl ${action.file}${action.request === undefined ? '' : ` 0x${action.request.toString(16)}`}`;
    case 'read-at':
    case 'write-at':
      return `${action.kind.slice(0, -'-at'.length)} ${action.file}`;
    case 'poison':
      return `poison 0x${action.address.toString(16)}`;
    case 'read':
    case 'write':
      return `${action.kind} ${shortPath(action.path)}`;
    case 'async-probe':
      return 'async probe';
    case 'worker':
      return action.number === 0n ? 'worker' : `worker ${action.number + 1n}`;
  }
}

/** Below /dev. */
export function nodeName(node: string): string {
  return node.replace(/^\/dev\//, '');
}

function pathBelow(path: string): string {
  return path.replace(/^\/sys\//, '');
}

/** What it is an attribute of, and its name: `0008:01:00.0/size`. */
export function shortPath(path: string): string {
  return path.split('/').slice(-2).join('/');
}
