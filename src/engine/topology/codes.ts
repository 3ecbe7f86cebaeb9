import type { Severity } from '../base/problem.ts';
import type { ProblemCode } from './catalogue.ts';

export interface CodeEntry {
  readonly severity: Severity;
  /** One line, for lists of rules. */
  readonly meaning: string;
}

const error = (meaning: string): CodeEntry => ({ severity: 'error', meaning });
const warning = (meaning: string): CodeEntry => ({ severity: 'warning', meaning });
const information = (meaning: string): CodeEntry => ({ severity: 'information', meaning });

/** Every code with its severity: the one place that decides it. */
export const problemCodes: Readonly<Record<ProblemCode, CodeEntry>> = {
  'yaml/syntax': error('The text is not well-formed YAML.'),
  'yaml/duplicate-key': error('A mapping has the same key twice; the first counts.'),
  'yaml/unresolved-alias': error('An alias names an anchor that does not exist before it.'),
  'yaml/unknown-tag': warning('A YAML tag that the format does not know; it is ignored.'),
  'yaml/comma-trap': error('A key with a comma stands in braces without quotes, which ends it at the comma.'),
  'yaml/octal-trap': warning('A decimal number with a leading zero, which other YAML readers take as octal.'),
  'yaml/sexagesimal-trap': warning('A value with colons, which YAML 1.1 readers take as a base-60 number.'),
  'yaml/too-deep': error(
    'Collections are nested deeper than any topology needs; the inner ones are not read.',
  ),
  'yaml/alias-bomb': error('Aliases expand to more than is read, or contain themselves.'),

  'shape/unknown-key': warning('A key that the format does not have.'),
  'shape/missing-key': error('A required key is missing.'),
  'shape/wrong-type': error('A list, a mapping or a scalar stands where another is meant.'),
  'shape/not-an-integer': error('An integer is meant, and the value is not one.'),
  'shape/integer-out-of-range': error('An integer does not fit in 64 bits.'),
  'shape/unit': error('A unit that is decimal or unknown; only KiB, MiB, GiB and TiB are units.'),
  'shape/malformed-bdf': error('A PCI address that is not DDDD:BB:dd.f.'),
  'shape/malformed-device-id': error('A PCI device id that is not vvvv:dddd.'),
  'shape/unsupported-version': error('A version of the format that this reader does not know.'),
  'shape/unsupported-page-size': error('A kernel page size other than 4, 16 or 64 KiB.'),
  'shape/unknown-platform': error('A platform without a rule profile.'),
  'shape/not-a-topology': error('The YAML document is something else than a topology.'),
  'shape/too-many-problems': information('There are more problems of one code than are listed.'),

  'identity/duplicate-socket': error('Two sockets have the same number.'),
  'identity/duplicate-bdf': error('Two GPUs have the same PCI address.'),
  'identity/duplicate-retired-table': error('Two entries describe one table, or two GPUs name one table.'),
  'identity/include-missing': error('A file that the topology includes cannot be joined.'),
  'identity/include-cycle': error('A file includes itself, directly or through others.'),

  'pxm/duplicate-socket-pxm': error('Two sockets have the same CPU proximity domain.'),
  'pxm/conflicting-region': error('GPUs of one EGM proximity domain give different bases or sizes.'),
  'pxm/shared-across-sockets': error('GPUs of different sockets name the same EGM proximity domain.'),
  'pxm/split-region': warning('The same EGM range is published under two proximity domains.'),
  'pxm/differs-on-socket': warning('GPUs of one socket name different EGM proximity domains.'),
  'pxm/collides-with-cpu': warning('An EGM proximity domain is also the domain of a CPU.'),
  'pxm/gpu-memory-overlap': warning(
    'The proximity domains of GPU memory are also claimed by something else.',
  ),
  'pxm/too-wide': warning('An EGM proximity domain does not fit the 32 bits of an auxiliary device id.'),
  'pxm/negative-name': warning(
    'An EGM proximity domain of 2^31 or more gives a device name with a negative number.',
  ),
  'pxm/truncation-collision': error('Two EGM proximity domains are equal in their low 32 bits.'),

  'spa/missing-base': error('A GPU names an EGM proximity domain but no base address.'),
  'spa/missing-size': error('A GPU names an EGM proximity domain but no size.'),
  'spa/without-pxm': warning('A GPU gives an EGM base or size but no proximity domain.'),
  'spa/zero-size': error('A memory range of size zero.'),
  'spa/wraps': error('Base plus size does not fit in 64 bits.'),
  'spa/beyond-address-space': error('A memory range ends above the physical address space.'),
  'spa/unaligned': warning('An EGM base or size is not a multiple of the kernel page size.'),
  'spa/overlaps-region': error('Two EGM regions overlap.'),
  'spa/overlaps-host-memory': error('An EGM region overlaps the memory of the host kernel.'),
  'spa/overlaps-gpu-memory': error('An EGM region overlaps the memory of a GPU.'),
  'spa/gpu-memory-overlap': error('GPU memory overlaps the memory of another GPU or of the host.'),
  'spa/host-memory-overlap': error('Two ranges of host memory overlap.'),

  'gpu/memory-missing': warning('A GPU with properties gives no base or no size of its memory.'),
  'gpu/memory-zero': warning('The memory of a GPU has size zero.'),
  'gpu/memory-too-small': warning(
    'The memory of a Hopper GPU is too small for its reserved part; the probe fails.',
  ),

  'retired/property-absent': warning('A GPU with EGM names no table of retired pages.'),
  'retired/table-zero': warning('The address of the table of retired pages is zero.'),
  'retired/table-missing': information(
    'The named table of retired pages is not listed; it is taken as empty.',
  ),
  'retired/too-many': warning('A table of retired pages has more entries than fit.'),
  'retired/outside-region': warning(
    'A retired page lies outside the EGM region of the GPU that uses the table.',
  ),
  'retired/unaligned': warning('A retired page is not aligned to 64 KiB, or a table not to 4 KiB.'),
  'retired/unused-table': warning('No GPU names this table of retired pages.'),

  'platform/socket-mismatch': warning('The PCI segment of a GPU belongs to another socket.'),
  'platform/egm-pxm-rule': warning('An EGM proximity domain is neither the socket nor 4 plus the socket.'),
  'platform/spa-window': warning('Memory lies outside the address window of its socket.'),
  'platform/too-many-sockets': warning('More than four sockets.'),
  'platform/mixed-modes': warning(
    'GPUs show different memory modes, which firmware sets for the whole machine.',
  ),
  'platform/egm-is-host-memory': information('The EGM region is the memory the host runs on.'),
  'platform/size-step': information(
    'An EGM size is not a multiple of the 64 MiB step of the firmware setup.',
  ),
  'platform/pxm-range-rule': information('The domains of GPU memory are not what Grace firmware gives.'),

  'scenario/not-a-scenario': error('The YAML document is something else than a scenario.'),
  'scenario/unsupported-version': error(
    'A version of the format of scenarios that this reader does not know.',
  ),
  'scenario/unknown-step': error('A step that the format does not have.'),
  'scenario/wrong-operands': error('A step has too few or too many operands.'),
  'scenario/malformed-operand': error(
    'An operand of a step, or a PCI address, is not written as it must be.',
  ),
  'scenario/unknown-bdf': error('A PCI address that no GPU of the machine has.'),
  'scenario/not-open': error('A name of an open file is used before it is opened, or after it is closed.'),
  'scenario/open-twice': error('A name of an open file is given to a second one while the first is open.'),
  'scenario/nested-parallel': error('A parallel item stands within another.'),
  'scenario/empty-parallel': error('A parallel item has no lists, or one of them has no steps.'),
  'scenario/unknown-finding': error('A kind of finding that does not exist is expected.'),
  'scenario/unknown-driver': error('No embedded driver has this name, and it is not written as a folder.'),
  'scenario/unknown-expectation': error('What is expected is neither holds nor a mapping.'),
  'scenario/malformed-errno': error('An expected errno is neither 0 nor a name such as -EINVAL.'),
  'scenario/topology-missing': error('The topology file that a scenario names cannot be read.'),
  'scenario/topology-broken': error('The topology that a scenario names is not well-formed, or has no GPU.'),
  'scenario/several-machines': information(
    'The topology file of a scenario describes several machines; the first is taken.',
  ),
  'scenario/duplicate-name': error('Two scenarios of a file have one name.'),
};
