import type { AuxiliaryDevice, DeviceFailure, GpuOutcome, UnboundReason } from '../../kernel/outcome.ts';
import { errnoName, explained, returned } from './errno.ts';
import { sameLine } from './site.ts';

const reasons: Readonly<Record<UnboundReason, string>> = {
  'no-device-id': 'the topology gives no device id',
  'no-match': 'the driver does not know its device id',
  'duplicate-bdf': 'another GPU has its BDF',
  'malformed-bdf': 'its BDF cannot be read',
  'not-loaded': 'the module was not loaded',
};

/** Why a GPU has no driver, in words. */
export function unboundReason(reason: UnboundReason): string {
  return reasons[reason];
}

/** `bound`; `failed with -EINVAL after auxiliary_device_add returned -EEXIST`; `unbound: …` */
export function gpuState(result: GpuOutcome): string {
  if (result.state === 'bound') return 'bound';
  if (result.state === 'unbound') return result.reason ? `unbound: ${reasons[result.reason]}` : 'unbound';
  if (result.errno === null) return 'failed: its probe never returned';
  return `failed with ${returned(result.errno)}${failedCall(result, returned)}`;
}

/** The same for a screen reader: no sign to stumble over, and the errno's meaning. */
export function gpuStateSpoken(result: GpuOutcome): string {
  if (result.state !== 'failed' || result.errno === null) return gpuState(result);
  return `failed with ${explained(result.errno).slice(1)}${failedCall(result, errnoName)}`;
}

/** The message of `driver/probe-failed` for an auxiliary device below a GPU. */
export function deviceProbeFailed(
  { name, parent }: AuxiliaryDevice,
  { errno, origin }: DeviceFailure,
): string {
  const begins = origin ? `, which begins in ${origin.function}` : '';
  return `The probe of the auxiliary device ${name} failed with ${explained(errno)}${begins}: the device stays without a driver. ${parent}, below which it is, is not unbound by that.`;
}

/** Whether the errno that the probe returned is the one that the failed call gave it. */
function isCalls({ call, errno, origin }: GpuOutcome): boolean {
  if (call?.errno !== errno) return false;
  return !origin || sameLine(origin.site, call.site);
}

/** Where the driver made the errno by itself; null where a call gave it, or it is not known. */
export function ownOrigin(result: GpuOutcome): GpuOutcome['origin'] {
  return isCalls(result) ? null : result.origin;
}

function failedCall(result: GpuOutcome, name: (errno: number) => string): string {
  const { call } = result;
  if (!call) return '';
  return isCalls(result) ? ` from ${call.function}` : ` after ${call.function} returned ${name(call.errno)}`;
}

/**
 * The message of `driver/probe-failed`. That the probe returned another errno than the call it failed
 * at is a fact worth seeing, and no more: some drivers mean it.
 */
export function probeFailed(name: string, result: GpuOutcome): string {
  const { call, errno } = result;
  if (errno === null)
    return `The probe of ${name} never returned: the findings of this run say why. Whether ${name} would have a driver is not known.`;
  const failed = `The probe of ${name} failed with ${explained(errno)}`;
  const stays = `${name} stays without its driver.`;
  if (call && isCalls(result)) return `${failed}, which came from ${call.function}: ${stays}`;
  const own = ownOrigin(result);
  const begins = own ? `, which begins in ${own.function}` : '';
  if (!call) return `${failed}${begins}: ${stays}`;
  const after = `after ${call.function} returned ${explained(call.errno)}`;
  if (call.errno === errno) return `${failed}${begins}, ${after}: ${stays}`;
  return `${failed}, ${after}; that errno is lost to the caller: ${stays}`;
}
