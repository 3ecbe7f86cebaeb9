/** What an action tells, if not the index of a cause. */
export const DONE = -1;
export const BLOCKED = -2;

/** At the indices by which test/spin/egm.pml calls them. */
export const causes = [
  'none',
  'a scan reads what is not live',
  'a list add writes to what is not live',
  'a list delete uses what is not live',
  'delete of a device that is not live',
  'uninit of a device that is not live',
  'a packed field does not hold its value',
  'double free of a device',
  'double free of an entry',
  'leak',
  'unlock of a lock that is free',
] as const;

export const Cause = {
  SCAN: 1,
  ADD: 2,
  UNLINK: 3,
  DELETE: 4,
  UNINIT: 5,
  FIELD: 6,
  FREE_DEVICE: 7,
  FREE_ENTRY: 8,
  LEAK: 9,
  UNLOCK: 10,
} as const;
