/** What a word of a step stands for. `as` is the word itself. */
export type OperandKind =
  | 'module'
  | 'bdf'
  | 'driver'
  | 'node'
  | 'as'
  | 'new-name'
  | 'name'
  | 'offset'
  | 'length'
  | 'request'
  | 'size'
  | 'address'
  | 'file'
  | 'text';

/** A step as a scenario has it: a verb and its operands, in this order. */
export interface StepShape {
  readonly verb: Verb;
  readonly operands: readonly OperandKind[];
  readonly doc: string;
}

export type Verb =
  | 'load'
  | 'unload'
  | 'bind'
  | 'unbind'
  | 'unplug'
  | 'override'
  | 'open'
  | 'mmap'
  | 'ioctl'
  | 'close'
  | 'poison'
  | 'read'
  | 'write';

/** The steps of the language, as one table: it drives reading, hover and completion. */
export const stepTable: readonly StepShape[] = [
  { verb: 'load', operands: ['module'], doc: 'Loads a module: its module_init runs.' },
  { verb: 'unload', operands: ['module'], doc: 'Unloads a module: its module_exit runs.' },
  {
    verb: 'bind',
    operands: ['bdf'],
    doc: 'Binds a GPU to the loaded driver that names it, by driver_override and bind of sysfs: probe() runs.',
  },
  {
    verb: 'unbind',
    operands: ['bdf'],
    doc: 'Unbinds a GPU from its driver by unbind of sysfs: remove() runs.',
  },
  { verb: 'unplug', operands: ['bdf'], doc: 'Takes a GPU out of the machine, driver or not.' },
  {
    verb: 'override',
    operands: ['bdf', 'driver'],
    doc: 'Writes the name of a PCI driver to driver_override of a GPU.',
  },
  {
    verb: 'open',
    operands: ['node', 'as', 'new-name'],
    doc: 'Opens a node under /dev. Later steps call the open file by the name.',
  },
  { verb: 'mmap', operands: ['name', 'offset', 'length'], doc: 'Maps a range of an open file, in bytes.' },
  {
    verb: 'ioctl',
    operands: ['name', 'request', 'size'],
    doc: 'Asks an open file for its retired pages. The size is argsz: the bytes that the caller has room for.',
  },
  { verb: 'close', operands: ['name'], doc: 'Closes an open file.' },
  { verb: 'poison', operands: ['address'], doc: 'Memory at a physical address turns out to be faulty.' },
  {
    verb: 'read',
    operands: ['file'],
    doc: 'Reads a file of sysfs, as cat does: its show() runs.',
  },
  {
    verb: 'write',
    operands: ['file', 'text'],
    doc: 'Writes a word and a newline to a file of sysfs, as echo does: its store() runs.',
  },
];

/** How an operand is written in a usage. */
export const operandNames: Readonly<Record<OperandKind, string>> = {
  module: 'MODULE',
  bdf: 'BDF',
  driver: 'DRIVER',
  node: 'NODE',
  as: 'as',
  'new-name': 'NAME',
  name: 'NAME',
  offset: 'OFFSET',
  length: 'LENGTH',
  request: 'retired-pages',
  size: 'ARGSZ',
  address: 'ADDRESS',
  file: 'FILE',
  text: 'TEXT',
};

/** The one request that an ioctl step knows. */
export const ioctlRequest = 'retired-pages';

/** `open NODE as NAME` */
export function usageOf({ verb, operands }: StepShape): string {
  return [verb, ...operands.map((operand) => operandNames[operand])].join(' ');
}

export function stepShape(verb: string): StepShape | undefined {
  return stepTable.find((each) => each.verb === verb);
}
