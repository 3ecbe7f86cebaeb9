// What `npm start` and `npm test` need before anything else: it runs on bare Node, before the first `npm ci`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const oldestNode = [20, 19];

function readJson(file) {
  return existsSync(path.join(root, file))
    ? JSON.parse(readFileSync(path.join(root, file), 'utf8'))
    : undefined;
}

/** Whether node_modules holds what the lock file names; packages for other platforms may be missing. */
function upToDate() {
  const installed = readJson('node_modules/.package-lock.json')?.packages;
  if (!installed) return false;
  const { packages } = readJson('package-lock.json');
  return Object.entries(packages).every(([name, { version, optional, devOptional }]) => {
    if (name === '') return true;
    if (!installed[name]) return Boolean(optional || devOptional);
    return installed[name].version === version;
  });
}

/** Runs a program in the checkout, its output shown; ends this process where it fails. */
export function must(command, ...args) {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell,
  });
  if (status === 0) return;
  console.error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` (exit ${status})`}.`);
  process.exit(1);
}

/** Installs what is missing. */
export function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    console.error(`This is Node ${process.versions.node}; ${oldestNode.join('.')} or later is needed.`);
    process.exit(1);
  }
  if (upToDate()) return;
  console.log('Installing the packages of package-lock.json …');
  // No package here needs its install script; npm 11 would only warn about each.
  must('npm', 'ci', '--ignore-scripts', '--loglevel=error');
}
