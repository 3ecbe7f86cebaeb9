import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where Spin is, or why there is none. */
export type Spin = { readonly command: string } | { readonly missing: string };

const quiet: ExecFileSyncOptionsWithStringEncoding = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };

function runs(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, quiet);
    return true;
  } catch {
    return false;
  }
}

/** Spin on the PATH, else Debian's package, unpacked into `folder` the first time: that needs no root. */
export function findSpin(folder: string): Spin {
  if (!runs('gcc', '--version')) return { missing: 'gcc is not installed, which compiles what Spin writes' };
  if (runs('spin', '-V')) return { command: 'spin' };
  const command = path.join(folder, 'usr/bin/spin');
  if (existsSync(command)) return { command };
  try {
    mkdirSync(folder, { recursive: true });
    const once = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=10'];
    execFileSync('apt-get', [...once, 'download', 'spin'], { ...quiet, cwd: folder, timeout: 60_000 });
    const archive = readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '';
    execFileSync('dpkg-deb', ['-x', path.join(folder, archive), folder], quiet);
    return runs(command, '-V') ? { command } : { missing: "Debian's package spin does not run here" };
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return { missing: `spin is not on the PATH, and Debian's package could not be had (${why})` };
  }
}

export interface Verdict {
  readonly states: number;
  /** Steps of a shortest path to each cause, by its number in the model. */
  readonly causes: ReadonlyMap<number, number>;
  /** Steps to the nearest deadlock; null if there is none. */
  readonly deadlock: number | null;
}

/** Every state, breadth first and without reductions; a path goes on behind no violation. */
export function verify(spin: string, model: string, flags: readonly string[] = ['-O0']): Verdict {
  const folder = mkdtempSync(path.join(tmpdir(), 'spin-'));
  try {
    return readVerdict(
      execFileSync(compilePan(spin, model, folder, flags), ['-c0', '-m100000', '-w18'], quiet),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const unreduced = ['-DBFS', '-DNOREDUCE'];

/** The verifier of a model: breadth first and without reductions, unless other defines are given. */
export function compilePan(
  spin: string,
  model: string,
  folder: string,
  flags: readonly string[],
  search: readonly string[] = unreduced,
): string {
  writeFileSync(path.join(folder, 'model.pml'), model);
  execFileSync(spin, ['-a', 'model.pml'], { ...quiet, cwd: folder });
  const defines = ['-w', '-DSAFETY', ...search, '-DMEMLIM=8000'];
  execFileSync('gcc', [...flags, ...defines, '-o', 'pan', 'pan.c'], { ...quiet, cwd: folder });
  return path.join(folder, 'pan');
}

/** Spin tells the depth of the state that a violating step leaves, and of a deadlock itself. */
export function readVerdict(said: string): Verdict {
  const states = /^\s*(\d+) states, stored/m.exec(said)?.[1];
  if (states === undefined || /search depth too small|Search not completed|out of memory/i.test(said))
    throw new Error(`Spin did not finish:\n${said}`);
  const causes = new Map<number, number>();
  for (const [, cause, depth] of said.matchAll(/assertion violated \(broken!=(\d+)\) \(at depth (\d+)\)/g))
    if (!causes.has(Number(cause))) causes.set(Number(cause), Number(depth) + 1);
  const deadlock = /invalid end state \(at depth (\d+)\)/.exec(said)?.[1];
  return { states: Number(states), causes, deadlock: deadlock === undefined ? null : Number(deadlock) };
}
