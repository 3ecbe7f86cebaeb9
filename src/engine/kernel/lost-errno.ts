import type { Frame } from '../machine/finding.ts';
import type { LibraryFailure } from '../machine/task.ts';
import { EINVAL, ENODEV, ENOMEM, ENXIO, EPROBE_DEFER, negativeErrno } from './errno-symbol.ts';

/**
 * The driver returned another errno (positive) than its last call that failed, those left out that it made to unwind.
 * What it called successfully after that call, if it could have failed and was not to unwind, shows that the driver
 * went on all the same: then nothing is lost. Nor where it asks to be tried again, nor where it takes a device without
 * some property for none of its own.
 */
export function lostErrno(
  failure: LibraryFailure | null,
  returned: number,
): { readonly frame: Frame; readonly values: Readonly<Record<string, string>> } | null {
  if (returned <= 0 || returned === EPROBE_DEFER) return null;
  if (!failure || failure.followed || failure.errno === returned) return null;
  const name = failure.function.replace(/^_+/, '');
  if (failure.errno === ENOMEM && tellsNoErrno.test(name)) return null;
  if (isNotThere(name, failure.errno) && (returned === ENODEV || returned === ENXIO)) return null;
  const values = { function: name, errno: negativeErrno(failure.errno), returned: negativeErrno(returned) };
  return { frame: { function: name, library: false, site: failure.site }, values };
}

/**
 * What gives NULL for whatever has failed: which errno is made of that is the caller's to say. Of what allocates memory,
 * NULL is -ENOMEM.
 */
const tellsNoErrno =
  /^(?:(?:devm_)?auxiliary_device_create|faux_device_create(?:_with_groups)?|device_link_add|(?:devm_|pcim?_)?io(?:re)?map\w*)$/;

/** `-EINVAL` of device_property_read_u64 and its like (drivers/base/property.c): the device has no such property. */
function isNotThere(name: string, errno: number): boolean {
  return errno === EINVAL && /^(?:device|fwnode)_property_/.test(name);
}
