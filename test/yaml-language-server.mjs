// The language server that edits are compared with, and that stands in for another YAML extension.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
export const version = '2.0.0';

/** Installs the language server outside node_modules when it is not there yet; null when it cannot be had. */
export function languageServer() {
  const home = process.env.DRIVER_MODEL_HOST || path.join(root, '.host');
  const place = path.join(home, `yaml-language-server-${version}`);
  if (existsSync(place)) return place;
  const partial = `${place}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  writeFileSync(
    path.join(partial, 'package.json'),
    JSON.stringify({ private: true, dependencies: { 'yaml-language-server': version } }),
  );
  const options = ['--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['install', ...options], { cwd: partial, stdio: 'ignore', shell });
  if (status === 0 && !existsSync(place)) renameSync(partial, place);
  rmSync(partial, { recursive: true, force: true });
  return status === 0 ? place : null;
}
