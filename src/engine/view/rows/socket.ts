import type { Gpu, Socket } from '../../topology/topology.ts';
import { count } from '../format.ts';
import { gpuName } from '../gpus.ts';
import type { OutlineNode } from '../outline.ts';
import { deviceRow } from './device.ts';
import { findingRow } from './finding.ts';
import { gpuRow } from './gpu.ts';
import { memoryRow } from './memory.ts';
import { regionRow } from './region.ts';
import { type Machine, row, uniqueId } from './row.ts';

/** Gives an id under the row at hand that no sibling has. */
export type NewId = (name: string) => string;

export function socketRow(socket: Socket, id: string, machine: Machine): OutlineNode {
  const isEmpty = socket.memory.length + socket.gpus.length === 0;
  return row({
    id,
    kind: 'socket',
    label: socket.socket === null ? 'Socket without a number' : `Socket ${socket.socket.value}`,
    parts: [socket.pxm === null ? 'no PXM' : `PXM ${socket.pxm.value}`, count(socket.gpus.length, 'GPU')],
    tooltip: ['**Socket**: a Grace CPU with its memory and GPUs.'],
    icon: 'socket',
    place: socket.socket?.place ?? socket.place,
    copy: socket.pxm === null ? {} : { pxm: `${socket.pxm.value}` },
    children: isEmpty ? null : () => socketChildren(socket, id, machine),
  });
}

function socketChildren(socket: Socket, id: string, machine: Machine): readonly OutlineNode[] {
  const ids = new Set<string>();
  const child: NewId = (name) => uniqueId(`${id}/${name}`, ids);
  return [
    ...socket.memory.map((memory, index) => memoryRow(memory, child(`memory:${index}`), machine)),
    ...(machine.regions.get(socket) ?? []).map((region) =>
      regionRow(region, child(`region:${region.pxm}`), machine),
    ),
    ...socket.gpus.map((gpu) => gpuRow(gpu, child(`gpu:${gpuName(gpu)}`), machine)),
    ...deviceRows(socket, machine, child),
    ...findingRows(socket.gpus, machine, child),
  ];
}

function deviceRows(socket: Socket, machine: Machine, child: NewId): readonly OutlineNode[] {
  return socket.gpus.flatMap((gpu) =>
    (machine.devices.get(gpu) ?? []).map((device) =>
      deviceRow(device, child(`device:${device.name}`), gpu.bdf?.place ?? null),
    ),
  );
}

/** Findings of these GPUs; `undefined` stands for those of none. */
export function findingRows(
  gpus: readonly (Gpu | undefined)[],
  machine: Machine,
  child: NewId,
): readonly OutlineNode[] {
  return gpus.flatMap((gpu) =>
    (machine.findings.get(gpu) ?? []).map((finding) =>
      findingRow(finding, child(`finding:${finding.kind}:${finding.gpu ?? ''}`), gpu?.bdf?.place ?? null),
    ),
  );
}
