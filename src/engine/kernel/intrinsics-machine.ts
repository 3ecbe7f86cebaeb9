import { functionAt, highHalf, lowHalf } from '../machine/address.ts';
import { constantHigh, constantLow } from '../machine/constants.ts';
import type { FindingKind } from '../machine/finding.ts';
import type { Intrinsic, IntrinsicCall } from '../machine/intrinsic.ts';
import { Column, ROW } from '../machine/object-table.ts';
import { globalAddress } from '../machine/observe.ts';
import type { FunctionCode } from '../machine/program.ts';
import { handingOut, hostMemoryOf, memoryFrom, tableBytes } from './firmware.ts';
import type { Surroundings } from './intrinsics.ts';
import { lostErrno } from './lost-errno.ts';

/** Names of the intrinsics below; see library/include/machine.h for each. */
export const machineNames = [
  '__kernel_word',
  '__kernel_is_word',
  '__kernel_modules',
  '__kernel_is_module',
  '__kernel_module_name',
  '__kernel_module_function',
  '__kernel_module_of',
  '__kernel_report_at',
  '__kernel_answered',
  '__kernel_module_fresh',
  '__kernel_module_needs',
  '__kernel_module_symbol',
  '__kernel_host_memory',
  '__kernel_handing_out',
  '__kernel_memory_from',
  '__kernel_node_of',
  '__kernel_domain_of',
  '__kernel_read_memory',
] as const;

type MachineName = (typeof machineNames)[number];

/** What the kernel asks of the machine it runs on: words of the user's, modules, physical memory. */
export function surroundingIntrinsics(
  around: Surroundings,
  text: (call: IntrinsicCall, text: string) => bigint,
): Readonly<Record<MachineName, Intrinsic>> {
  const moduleOf = (call: IntrinsicCall) => around.modules[call.int(0)];
  return {
    __kernel_word: (call) => call.result(text(call, around.words[call.int(0)] ?? '')),
    __kernel_is_word: (call) => call.result(call.text(1) === around.words[call.int(0)] ? 1 : 0),
    __kernel_modules: (call) => call.result(around.modules.length),
    __kernel_is_module: (call) => call.result(call.text(1) === moduleOf(call)?.name ? 1 : 0),
    __kernel_module_name: (call) => call.result(text(call, moduleOf(call)?.name ?? '')),
    __kernel_module_function: (call) => {
      const index = moduleOf(call)?.[call.int(1) === 0 ? 'init' : 'exit'];
      if (typeof index === 'number') call.result(functionAddress(index));
    },
    __kernel_module_of: (call) => {
      const module = functionOf(call, around)?.module ?? '';
      call.result(around.modules.findIndex(({ name }) => name === module));
    },
    __kernel_report_at: (call) => {
      const [kind, detail, said] = [call.text(1), call.text(2), call.text(3) ?? ''];
      const { file = '', line = 1 } = functionOf(call, around)?.site ?? {};
      if (kind !== null && detail !== null)
        call.report(kind as FindingKind, detail, { text: said, file, line: String(line) });
    },
    __kernel_answered: (call) => {
      const { failure, given } = call.lastErrnos;
      const lost = lostErrno(failure, given?.errno ?? 0);
      const detail = call.text(0) ?? '';
      const device = call.unsigned(1) === 0n ? '' : (call.text(1) ?? '');
      if (lost) call.reportPast(lost.frame, 'errno-lost', detail, { ...lost.values, device });
    },
    __kernel_module_fresh: (call) => freshen(call, around),
    __kernel_module_needs: (call) => {
      const need = moduleOf(call)?.needs[call.int(1)];
      call.result(around.modules.findIndex(({ name }) => name === need?.module));
    },
    __kernel_module_symbol: (call) =>
      call.result(text(call, moduleOf(call)?.needs[call.int(1)]?.symbol ?? '')),
    __kernel_host_memory: (call) =>
      call.result(hostMemoryOf(around.firmware, call.unsigned(0), call.unsigned(1))),
    __kernel_handing_out: (call) =>
      call.result(handingOut(around.firmware, call.unsigned(0), call.unsigned(1))),
    __kernel_memory_from: (call) => call.result(memoryFrom(around.firmware, call.unsigned(0))),
    __kernel_node_of: (call) => call.result(around.firmware.nodes.indexOf(BigInt(call.int(0)))),
    __kernel_domain_of: (call) => call.result(around.firmware.nodes[call.int(0)] ?? -1),
    __kernel_read_memory: (call) => {
      for (const { offset, bytes } of tableBytes(around.firmware, call.unsigned(0), call.unsigned(2)))
        call.write(call.unsigned(1) + BigInt(offset), bytes);
    },
  };
}

/** The function whose address is the first argument. */
function functionOf(call: IntrinsicCall, around: Surroundings): FunctionCode | undefined {
  return around.machine().program.functions[
    functionAt(lowHalf(call.unsigned(0)), highHalf(call.unsigned(0)))
  ];
}

function functionAddress(index: number): bigint {
  const constant = { kind: 'function', index } as const;
  return (BigInt(constantHigh(constant) >>> 0) << 32n) | BigInt(constantLow(constant) >>> 0);
}

/** A module that is loaded anew has its variables as its file has them. */
function freshen(call: IntrinsicCall, around: Surroundings): void {
  const name = around.modules[call.int(0)]?.name;
  const machine = around.machine();
  machine.program.globals.forEach((global, index) => {
    if (global.module !== name || global.kind !== 'variable' || global.readOnly) return;
    const row = (index + 1) * ROW;
    const start = machine.objects[row + Column.MEMORY]!;
    call.write(
      globalAddress(index),
      machine.memory.slice(start, start + machine.objects[row + Column.SIZE]!),
    );
  });
}
