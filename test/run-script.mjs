// Runs an npm script so that it, and all it started, can be ended.
import { spawn } from 'node:child_process';
import { root } from './setup.mjs';

/** Minutes after which a script is taken for hung. */
const limit = 25;
const windows = process.platform === 'win32';

/** Resolves to the script's exit code, or to `interrupted` where this process was told to end. */
export function runScript(script, args) {
  const child = spawn('npm', ['run', '--silent', script, ...(args.length ? ['--', ...args] : [])], {
    cwd: root,
    shell: windows,
    // Its own process group: a signal to the group reaches the children of npm too.
    detached: !windows,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const end = (signal) => {
    try {
      if (windows) child.kill();
      else process.kill(-child.pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  };
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    end('SIGTERM');
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, interrupt);
  const timer = setTimeout(() => {
    console.log(`${script} did not end in ${limit} minutes and is ended.`);
    end('SIGTERM');
    setTimeout(end, 10_000, 'SIGKILL').unref();
  }, limit * 60_000);
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(interrupted ? 'interrupted' : (code ?? 1)));
  }).finally(() => {
    clearTimeout(timer);
    for (const signal of signals) process.removeListener(signal, interrupt);
  });
}
