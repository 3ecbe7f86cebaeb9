import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { must } from './command.ts';
import type { Debian } from './debian.ts';
import { guestFolder } from './folder.ts';

/** No C library, which the machine need not have, and no help of the compiler's that wants one. */
const flags =
  '-static -nostdlib -ffreestanding -fno-builtin -fno-stack-protector -fno-pie -no-pie -fcf-protection=none -O1';

/** What has files open in the guest; built once for the same source. */
export async function buildUser(folder: string, { env }: Debian): Promise<string> {
  const source = path.join(guestFolder, 'user.c');
  const digest = createHash('sha256').update(flags).update(readFileSync(source)).digest('hex');
  const built = path.join(folder, 'built', `user-${digest.slice(0, 16)}`);
  if (existsSync(built)) return built;

  mkdirSync(path.dirname(built), { recursive: true });
  const work = mkdtempSync(path.join(folder, 'building-'));
  try {
    const made = path.join(work, 'user');
    await must('gcc', [...flags.split(' '), '-o', made, source], { env });
    renameSync(made, built);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return built;
}
