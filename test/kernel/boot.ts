import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dsdt, mcfg, portsOf, srat } from './acpi.ts';
import { must, run } from './command.ts';
import type { Debian } from './debian.ts';
import { guestFolder } from './folder.ts';
import type { Modules } from './modules.ts';
import type { Boot } from './plan.ts';
import { buildUser } from './user.ts';

/** Seconds after which a guest is taken for hung; without KVM it needs 4 to 16. */
const limit = 180;

/**
 * slub_debug finds what is freed twice or written to after it was freed, and lets the kernel live. One root
 * port after the other would be given two seconds for its services. On a host that is busy timers seem broken.
 */
const commandLine =
  'console=ttyS0 loglevel=8 printk.devkmsg=on panic=-1 oops=panic nokaslr mitigations=off slub_debug=FZPU pcie_ports=compat no_timer_check rdinit=/init.sh';

/** Bytes; what does not begin above the hole below 4 GiB. */
const memory = 512 * 2 ** 20;

/** What the guest says before the first step. */
const begun = '@ begin';
/** A guest that never came to its first step has shown nothing of a driver, and is booted again. */
const attempts = 3;

/** Boots a guest; what its console said. */
export async function bootGuest(...guest: Parameters<typeof bootOnce>): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const said = await bootOnce(...guest);
    if (said.includes(begun) || attempt === attempts) return said;
    console.log(`A guest did not begin, and is booted again:\n${said.slice(-2000)}`);
  }
}

async function bootOnce(
  folder: string,
  debian: Debian,
  modules: Modules,
  boot: Boot,
  script: string,
): Promise<string> {
  const work = mkdtempSync(path.join(folder, 'boot-'));
  try {
    await writeTables(work, debian, boot);
    writeRoot(work, debian, modules, boot, script);
    cpSync(await buildUser(folder, debian), path.join(work, 'root/user'));
    const initrd = await pack(work, debian);
    const output = path.join(work, 'console.log');
    const { said } = await run('qemu-system-x86_64', qemuArguments(debian, boot, initrd, output), {
      env: debian.env,
      seconds: limit,
    });
    const log = existsSync(output) ? readFileSync(output, 'utf8') : '';
    return said.trim() === '' ? log : `${log}\nqemu: ${said}`;
  } finally {
    if (!process.env['DRIVER_MODEL_KERNEL_KEEP']) rmSync(work, { recursive: true, force: true });
  }
}

/** Tables that the kernel takes for newer ones of the firmware's: an archive of their own, before the root's. */
async function writeTables(work: string, { env }: Debian, boot: Boot): Promise<void> {
  const tables = path.join(work, 'tables/kernel/firmware/acpi');
  mkdirSync(tables, { recursive: true });
  for (const [name, source] of [
    ['dsdt', dsdt(boot)],
    ['mcfg', mcfg(boot)],
    ...(boot.domains ? [['srat', srat(boot.domains, memory)] as const] : []),
  ] as const) {
    const file = path.join(work, `${name}.asl`);
    writeFileSync(file, source);
    await must('iasl', ['-va', '-p', path.join(tables, name), file], { env });
  }
}

function writeRoot(work: string, { root }: Debian, modules: Modules, boot: Boot, script: string): void {
  const files = path.join(work, 'root');
  mkdirSync(path.join(files, 'bin'), { recursive: true });
  cpSync(path.join(root, 'bin/busybox'), path.join(files, 'bin/busybox'));
  cpSync(path.join(guestFolder, 'init.sh'), path.join(files, 'init.sh'));
  const gpus = boot.bridges.flatMap((bridge) => bridge.gpus);
  const ids = gpus.map(({ bdf, gpu }) => `${bdf}=${hex(gpu.vendor)}:${hex(gpu.device)}`);
  const loads = modules.standIns.map((file) => {
    const name = path.basename(file);
    cpSync(file, path.join(files, name));
    return `insmod /${name}${name === 'grace_gpu.ko' ? ` gpus=${ids.join(',')}` : ''}`;
  });
  for (const [driver, built] of modules.drivers)
    cpSync(built, path.join(files, 'modules', driver), { recursive: true });
  writeFileSync(path.join(files, 'scenarios.sh'), `${loads.join('\n')}\n\n${script}\n`);
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

async function pack(work: string, { env }: Debian): Promise<string> {
  const initrd = path.join(work, 'initrd');
  const archive = (from: string, mode: '>' | '>>') =>
    must('sh', ['-c', `cd ${from} && find . | cpio --quiet -o -H newc ${mode} "$0"`, initrd], {
      cwd: work,
      env,
    });
  await archive('tables', '>');
  await archive('root', '>>');
  return initrd;
}

function qemuArguments(
  { root, kernel }: Debian,
  boot: Boot,
  initrd: string,
  output: string,
): readonly string[] {
  const devices = boot.bridges.flatMap(({ rootBus, gpus }, at) => [
    `pxb-pcie,id=h${at},bus_nr=${rootBus},bus=pcie.0,addr=0x${(at + 1).toString(16)}`,
    ...Array.from(
      { length: portsOf(gpus) },
      (_, port) => `pcie-root-port,id=h${at}p${port},bus=h${at},addr=${port},chassis=${at + 1},slot=${port}`,
    ),
    // Function 0 last: with it the others are there.
    ...gpus.toReversed().map(({ port, function: func }) => {
      return `bochs-display,bus=h${at}p${port},addr=0.${func},multifunction=on,vgamem=4M,edid=off,romfile=`;
    }),
  ]);
  return [
    ...['-machine', 'q35', '-cpu', 'max', '-smp', '2', '-m', `${memory / 2 ** 20}M`, '-no-reboot'],
    // Emulated everywhere alike: what KVM offers differs from host to host.
    ...['-accel', 'tcg,thread=multi'],
    ...['-nodefaults', '-display', 'none', '-serial', `file:${output}`],
    ...['-kernel', path.join(root, `boot/vmlinuz-${kernel}`), '-initrd', initrd, '-append', commandLine],
    ...devices.flatMap((device) => ['-device', device]),
  ];
}
