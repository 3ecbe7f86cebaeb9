// `npm start [-- --browser]`: sets up what is missing, builds, and opens the extension on the sample workspace, in the
// desktop's `code` where there is one, else (or with --browser) in the VS Code that npm carries, on a loopback address.
// Rebuilds on change, until Ctrl-C.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { must, root, setUp } from '../setup.mjs';
import { installVscode } from './carried/install.mjs';
import { startServer } from './carried/server.mjs';
import { carriedHere } from './carried/versions.mjs';
import { openOnDesktop } from './desktop.mjs';

setUp();
must(process.execPath, 'esbuild.mjs');
// A copy, so that what is tried out in it does not change the repository.
const sample = path.join(root, '.host/sample-workspace');
cpSync(path.join(root, 'test/fixtures/sample-workspace'), sample, { recursive: true });

/** Whether the desktop's VS Code took the folder; where not, why is said. */
function onDesktop() {
  if (process.argv.includes('--browser')) return false;
  const why = openOnDesktop(root, sample);
  if (why) console.log(`Not in a desktop VS Code: ${why}.`);
  return !why;
}

async function openInBrowser() {
  if (!carriedHere) {
    console.error(`npm carries no VS Code for ${process.platform}-${process.arch}.`);
    console.error('Install VS Code 1.100 or later with its `code` command, then run npm start again.');
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

const desktop = onDesktop();
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
