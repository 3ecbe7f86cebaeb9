// `npm start [-- --browser]`: sets up what is missing, builds, and opens the extension on the sample workspace, in the
// desktop's `code` where there is one, else (or with --browser) in the VS Code that npm carries, on a loopback address.
// Rebuilds on change, until Ctrl-C.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { must, root, setUp } from '../setup.mjs';
import { installVscode } from './carried/install.mjs';
import { startServer } from './carried/server.mjs';
import { carriedHere } from './carried/versions.mjs';

setUp();
must(process.execPath, 'esbuild.mjs');
// A copy, so that what is tried out in it does not change the repository.
const sample = path.join(root, '.host/sample-workspace');
cpSync(path.join(root, 'test/fixtures/sample-workspace'), sample, { recursive: true });

/** Whether a desktop's `code` took the folder. The one of a remote terminal cannot load an extension under development. */
function openOnDesktop() {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  const shown = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY;
  if (process.argv.includes('--browser') || !shown || VSCODE_IPC_HOOK_CLI) return false;
  const args = [`--extensionDevelopmentPath=${root}`, sample];
  const { status } = spawnSync('code', args, { stdio: 'ignore', shell: process.platform === 'win32' });
  return status === 0;
}

async function openInBrowser() {
  if (!carriedHere) {
    console.error(
      `No \`code\` was found, and npm carries no VS Code for ${process.platform}-${process.arch}.`,
    );
    console.error('Install VS Code with its `code` command, then run npm start again.');
    process.exit(1);
  }
  const state = mkdtempSync(path.join(tmpdir(), 'driver-model-start-'));
  const host = installVscode('newest');
  const server = await startServer({ host, state, extensions: path.join(state, 'extensions') });
  console.log(`\nVS Code ${host.version} with the extension. Open this address in a browser:\n`);
  console.log(`  ${server.address(sample, { extensionDevelopmentPath: root })}\n`);
  return {
    ended: server.ended,
    stop: () => server.stop().then(() => rmSync(state, { recursive: true, force: true, maxRetries: 5 })),
  };
}

const desktop = openOnDesktop();
const server = desktop ? undefined : await openInBrowser();
if (desktop) console.log('VS Code opens with the extension.');
console.log(
  `The sample workspace is ${path.relative(process.cwd(), sample)}, a copy that each start renews.`,
);
console.log(
  'A change of the source is built at once: "Developer: Reload Window" loads it. Ctrl-C ends this.',
);
const watcher = spawn(process.execPath, ['esbuild.mjs', '--watch'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});

let ending = false;
async function end(code) {
  if (ending) return;
  ending = true;
  watcher.kill();
  await server?.stop();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));
server?.ended.then((code) => {
  if (ending) return;
  console.error(`The server ended: ${code}`);
  end(1);
});
