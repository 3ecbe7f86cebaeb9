import type { Steps } from '../../base/in-steps.ts';
import type { Report } from '../report.ts';
import type { Survey } from '../survey.ts';
import { isCopy } from '../survey.ts';
import { eachRepeated } from './first.ts';

/** Things that must be there once. */
export function* checkIdentity({ topology, gpus }: Survey, report: Report): Steps<void> {
  yield* eachRepeated(
    topology.sockets,
    (socket) => socket.socket?.value,
    (first, other) => {
      const related = [report.related('first', first.socket!.place)];
      report.add('identity/duplicate-socket', other.socket!.place, { socket: other.socket!.value }, related);
    },
  );
  yield* eachRepeated(
    gpus,
    ({ gpu }) => gpu.bdf?.value,
    (first, other) => {
      const related = [report.related('first', first.gpu.bdf!.place)];
      report.add('identity/duplicate-bdf', other.gpu.bdf!.place, { bdf: other.gpu.bdf!.value }, related);
    },
  );
  yield* checkRetiredTables({ topology, gpus }, report);
}

/** Firmware makes one table per GPU, at an address of its own. Zero is no table. */
function* checkRetiredTables(
  { topology, gpus }: Pick<Survey, 'topology' | 'gpus'>,
  report: Report,
): Steps<void> {
  const code = 'identity/duplicate-retired-table';
  yield* eachRepeated(
    topology.retiredPages,
    ({ table }) => table?.value,
    (first, other) => {
      const data = { table: other.table!.value, by: 'entries', gpu: '' } as const;
      report.add(code, other.table!.place, data, [report.related('first', first.table!.place)]);
    },
  );
  yield* eachRepeated(
    gpus,
    ({ retired }) => retired?.value || null,
    (first, other) => {
      if (isCopy(first, other)) return;
      const data = { table: other.retired!.value, by: 'gpus', gpu: first.owner.gpu ?? '' } as const;
      report.add(code, other.retired!.place, data, [report.related('first', first.retired!.place)]);
    },
  );
}
