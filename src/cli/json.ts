import {
  type Finding,
  findingMessage,
  type Gpu,
  type GpuOutcome,
  gpusOf,
  hex,
  isSourcePlace,
  type Outcome,
  type Place,
  type Region,
  regionStates,
  regionsOf,
  resultsByGpu,
  returned,
  type ShownProblem,
  type Site,
  type Socket,
  type SourcePlace,
  type SourceProblem,
  shownSite,
  type Topology,
} from '../engine/index.ts';
import type { CheckedDocument, CheckedFile, Lines } from './checked.ts';

export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The whole check, for programs. The shape is fixed by its `version`: keys are only ever added. */
export function jsonText(
  files: readonly CheckedFile[],
  driver: { readonly name: string; readonly problems: readonly SourceProblem[] },
): string {
  const entries = files.flatMap((file) =>
    file.documents.map((document) => entry(document, file, driver.name, driver.problems)),
  );
  return `${written({ version: 1, files: entries }, '')}\n`;
}

function entry(
  { topology, problems, outcome }: CheckedDocument,
  file: CheckedFile,
  driver: string,
  ofSource: readonly SourceProblem[],
): Json {
  const regions = regionsOf(topology);
  const states = regionStates(regions, outcome);
  const results = resultsByGpu(gpusOf(topology), outcome?.gpus ?? []);
  const regionEntry = (region: Region): Json => {
    const state = states.get(region);
    return {
      pxm: `${region.pxm}`,
      base: hexOf(region.base),
      size: hexOf(region.size),
      gpus: region.gpus.flatMap((gpu) => addressOf(gpu) ?? []),
      device: state?.device?.name ?? null,
      state: state?.state ?? 'unknown',
    };
  };
  const socketEntry = (socket: Socket): Json => ({
    socket: socket.socket?.value ?? null,
    pxm: socket.pxm === null ? null : `${socket.pxm.value}`,
    memory: socket.memory.map(({ base, size }) => ({ base: hexOf(base?.value), size: hexOf(size?.value) })),
    regions: regions.filter((region) => region.socket === socket).map(regionEntry),
    gpus: socket.gpus.map((gpu) => gpuEntry(gpu, results.get(gpu))),
  });
  return {
    path: file.path,
    document: topology.document,
    driver,
    problems: [...ofSource, ...problems].map((problem) =>
      problemEntry(within(problem, topology), file.lines),
    ),
    sockets: topology.sockets.map(socketEntry),
    ...outcomeEntries(outcome),
  };
}

export function gpuEntry(gpu: Gpu, result: GpuOutcome | undefined): Json {
  return {
    bdf: addressOf(gpu),
    state: result?.state ?? 'unbound',
    errno: result && result.errno !== null ? returned(result.errno) : null,
    call: result?.call?.function ?? null,
    device: result?.device ?? null,
  };
}

/** The BDF, or what stands in its place; null where the file gives neither. */
function addressOf(gpu: Gpu): string | null {
  return gpu.bdf?.value ?? gpu.written;
}

function outcomeEntries(outcome: Outcome | null): { readonly [key: string]: Json } {
  return {
    auxiliaryDevices: (outcome?.auxiliaryDevices ?? []).map(({ name, parent, refcount, gpus }) => ({
      name,
      parent,
      refcount,
      gpus,
    })),
    nodes: outcome?.nodes ?? [],
    log: outcome?.log ?? [],
    findings: (outcome?.findings ?? []).map(findingEntry),
  };
}

export function findingEntry(finding: Finding): { readonly [key: string]: Json } {
  return {
    kind: finding.kind,
    message: findingMessage(finding),
    gpu: finding.gpu,
    source: siteEntry(shownSite(finding)),
    allocated: finding.allocated && siteEntry(finding.allocated),
    freed: finding.freed && siteEntry(finding.freed),
  };
}

/**
 * A Problem whose place is in the driver's C, or in an included file, stands at the beginning of the
 * machine: an entry has one path. Its own place is then the first related one.
 */
function within(problem: ShownProblem | SourceProblem, { place: whole }: Topology): ShownProblem {
  const { place, ...rest } = problem;
  if (!isSourcePlace(place) && place.path === whole.path) return { ...rest, place };
  const { start } = whole.span;
  const message = isSourcePlace(place) ? 'in the C of the driver' : 'in an included file';
  const related = [{ message, place }, ...rest.related];
  return { ...rest, place: { path: whole.path, span: { start, end: start } }, related };
}

export function problemEntry(
  { code, severity, message, place, related }: ShownProblem,
  lines: Lines,
): { readonly [key: string]: Json } {
  return {
    code,
    severity,
    message,
    range: range(place, lines),
    related: related.map((other) => ({
      message: other.message,
      path: isSourcePlace(other.place) ? other.place.file : other.place.path,
      range: range(other.place, lines),
    })),
  };
}

/** Lines and characters count from 0 here, in UTF-16 units; a site of C counts from 1 and has no end. */
export function range(place: Place | SourcePlace, lines: Lines): Json {
  if (isSourcePlace(place)) {
    const at = { line: place.line - 1, character: place.column - 1 };
    return { start: at, end: at };
  }
  const position = (offset: number): Json => ({ ...lines(place.path).position(offset) });
  return { start: position(place.span.start), end: position(place.span.end) };
}

/** Lines count from 0 everywhere in the output, those of C too. Null for what happens at no line of C. */
export function siteEntry({ file, line }: Site): Json {
  return file === '' ? null : { file, line: line - 1 };
}

function hexOf(value: bigint | null | undefined): Json {
  return value === null || value === undefined ? null : hex(value);
}

/** As text. JSON.stringify has no way to write an integer above 2^53 exactly. */
export function written(value: Json, indent: string): string {
  if (typeof value === 'bigint') return `${value}`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item: Json) => written(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${written(item, inner)}`);
  const [open, close] = isList ? '[]' : '{}';
  return items.length === 0
    ? `${open}${close}`
    : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}
