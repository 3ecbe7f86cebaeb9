import { binarySize, hex } from '../format.ts';
import { memoryName, ownerName, type Wordings } from './wording.ts';

export const retiredWords: Wordings<'retired'> = {
  'retired/property-absent': {
    message: ({ owner }) =>
      `${ownerName(owner)} has EGM but no nvidia,egm-retired-pages-data-base. Firmware before June 2025 leaves it out when no page is retired; the posted driver series then fails the probe with -EINVAL. Update the firmware, or see that the driver takes this as an empty table.`,
  },
  'retired/table-zero': {
    message: ({ owner }) =>
      `The table of retired pages of ${ownerName(owner)} is at address 0: firmware before June 2025 means no table by it. The posted driver series fails the probe with -EINVAL. Update the firmware, or see that the driver takes this as an empty table.`,
  },
  'retired/table-missing': {
    message: ({ owner, table }) =>
      `${ownerName(owner)} names a table of retired pages at ${hex(table)}, which is not listed under retired-pages. It is taken as empty.`,
  },
  'retired/too-many': {
    message: ({ table, pages, limit }) =>
      `The table at ${hex(table)} has ${pages} pages; ${limit} fit. Firmware lists at most 4096, and the driver maps one kernel page of the table, of which the count takes 8 bytes. What begins here is not seen.`,
  },
  'retired/outside-region': {
    message: ({ page, range }) =>
      `The retired page ${hex(page)} lies outside ${memoryName(range, 'egm')}, whose GPU uses this table. The driver would compute an offset outside the region. Firmware lists only pages of the region: correct the address.`,
    related: { region: () => 'the region begins here' },
  },
  'retired/unaligned': {
    message: ({ value, what, alignment }) =>
      what === 'page'
        ? `The retired page ${hex(value)} is not at a multiple of ${binarySize(alignment)}. Each entry names a whole block of ${binarySize(alignment)}: ${hex(value - (value % alignment))} holds this address.`
        : `The table address ${hex(value)} is not a multiple of ${binarySize(alignment)}. Firmware puts a table at the start of a page.`,
  },
  'retired/unused-table': {
    message: ({ table }) =>
      `No GPU names the table of retired pages at ${hex(table)}, so nothing reads it. Correct the address, or remove the table.`,
  },
};
