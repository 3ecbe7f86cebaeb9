/** The embedded drivers, as a scenario may name them. A test holds the list to be that of drivers/embedded.ts. */
export const driverNames: readonly string[] = ['reviewed', 'rfc-v2-02', 'rfc-v2-03', 'rfc-v2'];

/** Kinds of findings that a scenario may expect. A test holds every kind that has sentences to be here. */
export const findingKindNames: readonly string[] = [
  'double-free',
  'use-after-free',
  'invalid-free',
  'null-dereference',
  'out-of-bounds',
  'uninitialised-read',
  'list-corruption',
  'reference-underflow',
  'warn',
  'lock-misuse',
  'leak',
  'out-of-fuel',
  'opaque-reached',
  'race',
  'deadlock',
  'lock-held-at-exit',
  'sleep-in-atomic',
  'errno-lost',
  'order-dependent',
  'region-gone',
  'outlives-parent',
  'minor-out-of-range',
  'unusable-open',
  'uninitialised-copy-out',
];

/** Errnos that probes and system calls return most; any other name of Linux is taken as well. */
export const usualErrnos: readonly string[] = [
  '-EINVAL',
  '-ENOMEM',
  '-EEXIST',
  '-EPROTO',
  '-ENODEV',
  '-EBUSY',
  '-EIO',
  '-ENXIO',
  '-ENOENT',
  '-EPERM',
  '-EFAULT',
  '-E2BIG',
  '-ENOSPC',
  '-EOVERFLOW',
  '-EOPNOTSUPP',
  '-EPROBE_DEFER',
];
