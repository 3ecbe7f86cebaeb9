import type { Place } from '../../base/span.ts';
import type { AuxiliaryDevice } from '../../kernel/outcome.ts';
import { count, listed } from '../format.ts';
import type { OutlineNode } from '../outline.ts';
import { returned } from '../words/errno.ts';
import { row } from './row.ts';

/** An auxiliary device as it exists after loading and binding. */
export function deviceRow(device: AuxiliaryDevice, id: string, parent: Place | null): OutlineNode {
  const users = device.gpus.length === 0 ? 'no bound GPU uses it' : `used by ${listed(device.gpus)}`;
  const failed = device.failure ? `its probe failed with ${returned(device.failure.errno)}` : '';
  return row({
    id,
    kind: 'auxiliary-device',
    label: device.name,
    parts: [
      failed,
      `child of ${device.parent}`,
      count(device.refcount, 'reference'),
      users,
      ...(device.nodes ?? []),
    ],
    tooltip: [
      '**Auxiliary device** after loading and binding.',
      `References to its kobject: ${device.refcount}.`,
    ],
    icon: 'device',
    place: parent,
    copy: { device: device.name, path: `/sys/bus/auxiliary/devices/${device.name}` },
  });
}
