import { spawn } from 'node:child_process';

export interface Ran {
  /** Exit status; null where it was ended, or could not be started. */
  readonly status: number | null;
  /** What it said, both streams in the order of arrival. */
  readonly said: string;
}

export interface Options {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly seconds?: number;
}

/** Runs a program to its end, or for so many seconds. Never throws. */
export function run(command: string, args: readonly string[], options: Options = {}): Promise<Ran> {
  const { cwd, env, input = '', seconds = 120 } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(cwd && { cwd }),
      env: { ...process.env, LC_ALL: 'C', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    const text = () => Buffer.concat(said).toString();
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.once('error', ({ message }) => {
      clearTimeout(timer);
      resolve({ status: null, said: message });
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, said: status === null ? `${text()}\n${command} was ended` : text() });
    });
    // A program that reads nothing may be gone before it is written to.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** The same where anything but success is a fault of the suite. */
export async function must(command: string, args: readonly string[], options: Options = {}): Promise<string> {
  const { status, said } = await run(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed (${status}):\n${said.slice(-4000)}`);
  return said;
}
