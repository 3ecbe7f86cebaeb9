import { eachInSteps, type Steps } from '../../base/in-steps.ts';
import type { Report } from '../report.ts';
import { egmRange, type Survey, type SurveyedGpu } from '../survey.ts';
import type { RetiredTable } from '../topology.ts';

/** Firmware marks blocks of 64 KiB, and lists no more than this many. */
const blockSize = 0x10000n;
const firmwareLimit = 4096;
const tableAlignment = 0x1000n;

/** Tables of retired pages and the GPUs that name them. */
export function* checkRetiredPages(machine: Survey, report: Report): Steps<void> {
  const users = new Map<bigint, SurveyedGpu>();
  const tables = new Map<bigint, RetiredTable>();
  for (const table of machine.topology.retiredPages) {
    if (table.table && !tables.has(table.table.value)) tables.set(table.table.value, table);
  }
  yield* eachInSteps(machine.gpus, (gpu) => {
    checkProperty(gpu, tables, report);
    if (gpu.retired && !users.has(gpu.retired.value)) users.set(gpu.retired.value, gpu);
  });
  for (const table of machine.topology.retiredPages) {
    if (table.table) yield* checkTable(table, users.get(table.table.value), machine, report);
  }
}

function checkProperty(gpu: SurveyedGpu, tables: ReadonlyMap<bigint, RetiredTable>, report: Report): void {
  const { owner, egmPxm, retired } = gpu;
  // Only GPUs with EGM are asked for the table.
  if (!egmPxm) return;
  if (!gpu.writes('nvidia,egm-retired-pages-data-base')) {
    // Of properties that are not complete anyway, what is needed first is named.
    const isComplete = gpu.writes('nvidia,egm-base-pa') && gpu.writes('nvidia,egm-size');
    if (isComplete) report.add('retired/property-absent', egmPxm.place, { owner });
  } else if (retired?.value === 0n) report.add('retired/table-zero', retired.place, { owner });
  else if (retired && !tables.has(retired.value)) {
    report.add('retired/table-missing', retired.place, { owner, table: retired.value });
  }
}

function* checkTable(
  { table, pages }: RetiredTable,
  user: SurveyedGpu | undefined,
  { topology }: Survey,
  report: Report,
): Steps<void> {
  if (!table) return;
  // A file of tables alone is a part of a machine, where others name them.
  if (!user && topology.sockets.length > 0) {
    report.add('retired/unused-table', table.place, { table: table.value });
  }
  if (table.value % tableAlignment !== 0n) {
    const data = { value: table.value, what: 'table', alignment: tableAlignment } as const;
    report.add('retired/unaligned', table.place, data);
  }
  // The driver maps one kernel page: a count and as many addresses as are left in it.
  const mapped = Number(topology.pageSize / 8n) - 1;
  const limit = Math.min(firmwareLimit, mapped);
  const beyond = pages[limit];
  if (beyond) {
    report.add('retired/too-many', beyond.place, { table: table.value, pages: pages.length, limit });
  }
  const range = user ? egmRange(user) : null;
  yield;
  yield* eachInSteps(pages, ({ value, place }) => {
    if (value % blockSize !== 0n) {
      report.add('retired/unaligned', place, { value, what: 'page', alignment: blockSize });
    }
    if (range && (value < range.base || value >= range.base + range.size)) {
      const related = [report.related('region', user!.egmBase!.place)];
      report.add('retired/outside-region', place, { page: value, range }, related);
    }
  });
}
