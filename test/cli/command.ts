import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Run {
  readonly output: string;
  readonly status: number | null;
}

/** The command line as users have it: bundled, on the PATH of a shell, in a process of its own. */
export interface Command {
  /** Path of the bundle. */
  readonly bundle: string;
  run(line: string, directory: string, environment?: Readonly<Record<string, string>>): Run;
  dispose(): void;
}

export async function makeCommand(): Promise<Command> {
  const folder = mkdtempSync(path.join(tmpdir(), 'driver-model-'));
  const bundle = path.join(folder, 'cli.js');
  await build({
    entryPoints: [path.join(root, 'src/cli/main.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.c': 'text', '.h': 'text' },
    logLevel: 'error',
  });
  const launcher = path.join(folder, 'driver-model');
  writeFileSync(launcher, `#!/bin/sh\nexec "${process.execPath}" "${bundle}" "$@"\n`);
  chmodSync(launcher, 0o755);
  return {
    bundle,
    run: (line, directory, environment = {}) => {
      const { stdout, status } = spawnSync('sh', ['-c', `{ ${line}\n} 2>&1`], {
        cwd: directory,
        encoding: 'utf8',
        env: { HOME: folder, PATH: `${folder}:${process.env['PATH']}`, ...environment },
        maxBuffer: 1 << 28,
      });
      return { output: stdout, status };
    },
    dispose: () => rmSync(folder, { recursive: true }),
  };
}
