import type { ProblemOf } from '../base/problem.ts';
import type { ScenarioCatalogue } from './scenario/catalogue.ts';

/** A range of physical addresses, in bytes. */
export interface AddressRange {
  readonly base: bigint;
  readonly size: bigint;
}

/**
 * Who owns a value, for sentences: the GPU as written, empty for one without a BDF, null where the socket
 * itself is meant; and the number of the socket.
 */
export interface Owner {
  readonly gpu: string | null;
  readonly socket: bigint | null;
}

/** An address range with its owner. */
export interface OwnedRange extends AddressRange, Owner {
  /** The proximity domain of an EGM region; null for other memory. */
  readonly pxm: bigint | null;
}

interface YamlCatalogue {
  /** `detail` is the YAML parser's own sentence, for codes that view/words does not know. */
  'yaml/syntax': { readonly code: string; readonly detail: string };
  'yaml/duplicate-key': { readonly key: string };
  'yaml/unresolved-alias': { readonly name: string };
  'yaml/unknown-tag': { readonly tag: string };
  /** A key with a comma, in braces and without quotes: YAML ends the key at the comma. */
  'yaml/comma-trap': { readonly text: string };
  'yaml/octal-trap': { readonly text: string; readonly value: bigint; readonly octal: bigint | null };
  /** `isRead`: a PCI address, which is read as it stands; else an integer is meant. */
  'yaml/sexagesimal-trap': { readonly text: string; readonly isRead: boolean };
  'yaml/too-deep': { readonly limit: number };
  'yaml/alias-bomb': { readonly name: string; readonly recursive: boolean; readonly limit: number };
}

interface ShapeCatalogue {
  /** `within` names the mapping: a title of shape.ts. */
  'shape/unknown-key': { readonly key: string; readonly nearest: string | null; readonly within: string };
  'shape/missing-key': { readonly key: string; readonly within: string };
  'shape/wrong-type': {
    /** The value is an item of the list under the key. */
    readonly item: boolean;
    readonly key: string;
    readonly expected: Expected;
    readonly found: Found;
  };
  'shape/not-an-integer': {
    readonly key: string;
    readonly text: string;
    /** An integer in quotes. */
    readonly isQuoted: boolean;
    /** The driver sees a string. */
    readonly isKept: boolean;
  };
  'shape/integer-out-of-range': { readonly key: string; readonly text: string };
  /** `meant` is the binary unit of the same prefix, null for an unknown one. */
  'shape/unit': {
    readonly key: string;
    readonly digits: string;
    readonly unit: string;
    readonly meant: string | null;
  };
  'shape/malformed-bdf': { readonly text: string };
  'shape/malformed-device-id': { readonly text: string };
  'shape/unsupported-version': { readonly version: bigint };
  'shape/unsupported-page-size': { readonly size: bigint };
  'shape/unknown-platform': { readonly platform: string; readonly nearest: string | null };
  'shape/not-a-topology': { readonly found: Found };
  'shape/too-many-problems': { readonly code: string; readonly shown: number };
}

export type Expected = 'integer' | 'string' | 'list' | 'mapping' | 'key' | 'step';
export type Found = 'nothing' | 'text' | 'list' | 'mapping';

interface IdentityCatalogue {
  'identity/duplicate-socket': { readonly socket: bigint };
  'identity/duplicate-bdf': { readonly bdf: string };
  /** Two entries of `retired-pages` for one address, or two GPUs that name one table. */
  'identity/duplicate-retired-table': {
    readonly table: bigint;
    readonly by: 'entries' | 'gpus';
    readonly gpu: string;
  };
  'identity/include-missing': { readonly path: string; readonly why: NotIncluded };
  'identity/include-cycle': { readonly path: string };
}

/**
 * Why a file is not joined: there is none, or it cannot be read; it is not written as a relative path
 * with `/`; it is not called a topology; too many or too large files; too long a chain of files.
 */
export type NotIncluded = 'absent' | 'not-relative' | 'backslash' | 'name' | 'too-many' | 'too-deep';

interface PxmCatalogue {
  'pxm/duplicate-socket-pxm': { readonly pxm: bigint; readonly sockets: readonly (bigint | null)[] };
  'pxm/conflicting-region': {
    readonly pxm: bigint;
    readonly first: Owner & { readonly base: bigint | null; readonly size: bigint | null };
    readonly other: Owner & { readonly base: bigint | null; readonly size: bigint | null };
  };
  'pxm/shared-across-sockets': { readonly pxm: bigint; readonly first: Owner; readonly other: Owner };
  'pxm/split-region': { readonly first: OwnedRange; readonly other: OwnedRange };
  'pxm/differs-on-socket': {
    readonly pxm: bigint;
    readonly firstPxm: bigint;
    readonly first: Owner;
    readonly other: Owner;
  };
  'pxm/collides-with-cpu': { readonly pxm: bigint; readonly owner: Owner; readonly cpuSocket: bigint | null };
  'pxm/gpu-memory-overlap': {
    readonly owner: Owner;
    readonly start: bigint;
    readonly count: bigint;
    readonly with: 'gpu' | 'cpu' | 'egm';
    readonly other: Owner;
    /** First and last domain that both claim. */
    readonly from: bigint;
    readonly to: bigint;
  };
  'pxm/too-wide': { readonly pxm: bigint; readonly owner: Owner };
  'pxm/negative-name': { readonly pxm: bigint; readonly owner: Owner };
  'pxm/truncation-collision': {
    readonly pxm: bigint;
    readonly otherPxm: bigint;
    readonly owner: Owner;
    readonly other: Owner;
  };
}

/** What kind of memory an address rule is about. */
export type MemoryKind = 'egm' | 'host' | 'gpu';

interface RangeProblem {
  readonly range: OwnedRange;
  readonly memory: MemoryKind;
}

interface Overlap {
  readonly range: OwnedRange;
  readonly memory: MemoryKind;
  readonly other: OwnedRange;
  readonly otherMemory: MemoryKind;
}

interface SpaCatalogue {
  /** `sibling` is what another GPU of the same PXM gives, to be taken over. */
  'spa/missing-base': { readonly pxm: bigint; readonly owner: Owner; readonly sibling: bigint | null };
  'spa/missing-size': { readonly pxm: bigint; readonly owner: Owner; readonly sibling: bigint | null };
  'spa/without-pxm': { readonly owner: Owner };
  'spa/zero-size': { readonly owner: Owner; readonly memory: MemoryKind };
  'spa/wraps': RangeProblem;
  'spa/beyond-address-space': RangeProblem & { readonly bits: number };
  'spa/unaligned': {
    readonly owner: Owner;
    readonly what: 'base' | 'size';
    readonly value: bigint;
    readonly pageSize: bigint;
  };
  'spa/overlaps-region': Overlap;
  'spa/overlaps-host-memory': Overlap;
  'spa/overlaps-gpu-memory': Overlap;
  'spa/gpu-memory-overlap': Overlap;
  'spa/host-memory-overlap': Overlap;
}

interface GpuCatalogue {
  'gpu/memory-missing': { readonly owner: Owner; readonly what: 'base' | 'size' };
  'gpu/memory-zero': { readonly owner: Owner };
  'gpu/memory-too-small': {
    readonly owner: Owner;
    readonly device: string;
    readonly size: bigint;
    readonly errno: string;
  };
}

interface RetiredCatalogue {
  'retired/property-absent': { readonly owner: Owner };
  'retired/table-zero': { readonly owner: Owner };
  'retired/table-missing': { readonly owner: Owner; readonly table: bigint };
  'retired/too-many': { readonly table: bigint; readonly pages: number; readonly limit: number };
  'retired/outside-region': { readonly page: bigint; readonly range: OwnedRange };
  'retired/unaligned': {
    readonly value: bigint;
    readonly what: 'page' | 'table';
    readonly alignment: bigint;
  };
  'retired/unused-table': { readonly table: bigint };
}

interface PlatformCatalogue {
  'platform/socket-mismatch': { readonly owner: Owner; readonly segment: number; readonly expected: bigint };
  'platform/egm-pxm-rule': { readonly owner: Owner; readonly pxm: bigint };
  'platform/spa-window': { readonly range: OwnedRange; readonly memory: MemoryKind; readonly window: bigint };
  'platform/too-many-sockets': { readonly sockets: number };
  'platform/mixed-modes': {
    readonly owner: Owner;
    readonly mode: EgmMode;
    readonly first: Owner;
    readonly firstMode: EgmMode;
  };
  'platform/egm-is-host-memory': { readonly pxm: bigint; readonly owner: Owner };
  'platform/size-step': { readonly owner: Owner; readonly size: bigint };
  'platform/pxm-range-rule': {
    readonly owner: Owner;
    readonly start: bigint;
    readonly count: bigint;
    readonly lowest: bigint;
  };
}

/** The three memory modes of Grace firmware. */
export type EgmMode = 'normal' | 'without-hypervisor' | 'with-hypervisor';

/** Every code a topology or a scenario can have, with the data its sentences need. */
export interface TopologyCatalogue
  extends YamlCatalogue,
    ShapeCatalogue,
    IdentityCatalogue,
    PxmCatalogue,
    SpaCatalogue,
    GpuCatalogue,
    RetiredCatalogue,
    PlatformCatalogue,
    ScenarioCatalogue {}

export type ProblemCode = keyof TopologyCatalogue;

/** Something wrong in a topology or scenario file. */
export type Problem = ProblemOf<TopologyCatalogue>;
