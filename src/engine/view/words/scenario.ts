import type { NotIncluded } from '../../topology/catalogue.ts';
import type { OperandKind } from '../../topology/scenario/step-table.ts';
import { stepTable } from '../../topology/scenario/step-table.ts';
import type { Wordings } from './wording.ts';

const operandWords: Readonly<Record<OperandKind, string>> = {
  module: 'the name of a module, such as nvgrace-gpu-vfio-pci',
  bdf: 'a PCI address: DDDD:BB:dd.f in hex, such as 0008:01:00.0',
  driver: 'the name of a driver',
  node: 'a node under /dev, such as /dev/egm4',
  as: 'the word “as”',
  'new-name': 'a name: a letter, then letters, digits, - and _',
  name: 'the name of an open file',
  offset: 'an offset in bytes: decimal, 0x hex, or decimal with KiB, MiB, GiB or TiB',
  length: 'a length in bytes: decimal, 0x hex, or decimal with KiB, MiB, GiB or TiB',
  request: 'the request retired-pages, the only one there is',
  size: 'a size in bytes: decimal, 0x hex, or decimal with KiB, MiB, GiB or TiB',
  address: 'a physical address: decimal or 0x hex',
  file: 'a file of sysfs, such as /sys/class/egm/egm4/egm_size',
  text: 'a word',
};

const missing: Readonly<Record<NotIncluded, string>> = {
  absent: 'it is not there, or cannot be read',
  'not-relative': 'a path must be relative to this file',
  backslash: 'names in a path are parted by “/”',
  name: 'a topology file is called *.topology.yaml or *.topology.yml',
  'too-many': 'it is too large',
  'too-deep': 'it is joined from too long a chain of files',
};

const notRun = 'The scenario is not run.';

export const scenarioWords: Wordings<'scenario'> = {
  'scenario/not-a-scenario': {
    message: ({ found }) =>
      `This YAML document is not a scenario (${found === 'mapping' ? 'it has none of its keys' : `it is ${found === 'list' ? 'a list' : 'a single value'}`}), and nothing of it is read. ` +
      'Begin with “scenario: 1”, “name:”, “topology:” and “steps:”, or give the file another name than *.scenario.yaml.',
  },
  'scenario/unsupported-version': {
    message: ({ version }) =>
      `Version ${version} of the format of scenarios is not known. ${notRun} Write “scenario: 1”, or update the extension.`,
  },
  'scenario/unknown-step': {
    message: ({ text, nearest }) =>
      `“${text}” is not a step. ${notRun} ` +
      (nearest === null
        ? `Steps are ${stepTable.map(({ verb }) => verb).join(', ')}.`
        : `Did you mean “${nearest}”?`),
  },
  'scenario/wrong-operands': {
    message: ({ usage, given, wanted }) =>
      `This step has ${given < wanted ? 'too few' : 'too many'} operands. ${notRun} Write “${usage}”.`,
  },
  'scenario/malformed-operand': {
    message: ({ operand, text, usage, meant }) =>
      `“${text}” is not ${operandWords[operand]}. ${notRun}` +
      (meant === null
        ? usage === null
          ? ` Write it so.`
          : ` The step is written “${usage}”.`
        : ` Did you mean “${meant}”?`),
  },
  'scenario/unknown-bdf': {
    message: ({ bdf, nearest, machine, none }) =>
      `The machine “${machine}” has no GPU ${bdf}. ${notRun} ` +
      (none
        ? 'It has no GPU with a PCI address at all: correct the topology.'
        : nearest === null
          ? 'Take a GPU of the topology.'
          : `Did you mean ${nearest}?`),
  },
  'scenario/not-open': {
    message: ({ name, closed, nearest }) =>
      closed
        ? `“${name}” is closed here already. ${notRun} Open the node again before this step, or close it later.`
        : `No step before has opened “${name}”. ${notRun} ` +
          (nearest === null ? `Add “open NODE as ${name}” before it.` : `Did you mean “${nearest}”?`),
    related: { closed: ({ name }) => `“${name}” is closed here` },
  },
  'scenario/open-twice': {
    message: ({ name }) =>
      `“${name}” is the name of an open file already, which no step could name any more. ${notRun} Give this one another name.`,
    related: { opened: ({ name }) => `“${name}” is opened here` },
  },
  'scenario/nested-parallel': {
    message: () =>
      `A list of a parallel item holds steps, not another parallel item. ${notRun} Write its lists beside the others.`,
  },
  'scenario/empty-parallel': {
    message: ({ lists }) =>
      lists
        ? `This list has no steps, so nothing would run beside the others. ${notRun} Add a step, or remove the list.`
        : `This parallel item has no lists. ${notRun} Give it lists of steps that run at once, such as “- [bind BDF, unbind BDF]”.`,
  },
  'scenario/unknown-finding': {
    message: ({ kind, nearest }) =>
      `There is no kind of finding “${kind}”, so it could never be found. ${notRun} ` +
      (nearest === null ? 'The rules driver/* are the kinds.' : `Did you mean “${nearest}”?`),
  },
  'scenario/unknown-driver': {
    message: ({ driver, nearest }) =>
      `No embedded driver is called “${driver}”. ${notRun} ` +
      (nearest === null ? '' : `Did you mean “${nearest}”? `) +
      `A folder beside this file is written “./${driver}”.`,
  },
  'scenario/unknown-expectation': {
    message: ({ text, nearest }) =>
      `“${text}” cannot be expected. ${notRun} ` +
      (nearest === null
        ? 'Write “holds”, or a mapping of findings, errno, bound, devices and nodes.'
        : `Did you mean “${nearest}”?`),
  },
  'scenario/malformed-errno': {
    message: ({ text, nearest }) =>
      `“${text}” is not an errno. ${notRun} ` +
      (nearest === null
        ? 'Write its name with a minus, such as -EINVAL, or 0 where the probe succeeds.'
        : `Did you mean ${nearest}?`),
  },
  'scenario/topology-missing': {
    message: ({ path, why }) =>
      `The topology “${path}” is not read: ${missing[why]}. Without its machine the scenario is not run. Correct the path.`,
  },
  'scenario/topology-broken': {
    message: ({ path, why }) =>
      why === 'syntax'
        ? `The topology “${path}” is not well-formed YAML. Without its machine the scenario is not run. Correct that file.`
        : `The topology “${path}” has no GPU that a step could be about. ${notRun} Correct that file, or name another.`,
    related: { first: () => 'its first fault' },
  },
  'scenario/several-machines': {
    message: ({ path, machines }) =>
      `“${path}” describes ${machines} machines, and this scenario is about the first. For another, write the scenario under “scenarios:” of that machine.`,
  },
  'scenario/duplicate-name': {
    message: ({ name }) =>
      `Another scenario of this file is called “${name}” as well, so lists of tests cannot tell them apart. Give this one another name.`,
    related: { first: () => 'the first of that name' },
  },
};
