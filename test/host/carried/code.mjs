#!/usr/bin/env node
// Takes the place of the `code` executable for @vscode/test-electron: same command line, but the carried host in a
// headless browser. DRIVER_MODEL_VSCODE says which one (oldest or newest, newest if absent),
// DRIVER_MODEL_RESTRICTED whether workspaces have to be trusted. Exits 0 when the tests
// passed, 1 when they failed, 2 when the host did not work.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { serveBridge } from './bridge.mjs';
import { openPage } from './browser.mjs';
import { installVscode } from './install.mjs';
import { plainEnvironment, startServer } from './server.mjs';

const { values: options, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'install-extension': { type: 'string' },
  },
  strict: false,
  allowPositionals: true,
});
const host = installVscode(process.env.DRIVER_MODEL_VSCODE || 'newest');
/** Seconds for a whole run. */
const limit = Number(process.env.DRIVER_MODEL_HOST_LIMIT || 300);
const state = mkdtempSync(path.join(tmpdir(), 'driver-model-host-'));
const extensions = path.resolve(options['extensions-dir'] ?? path.join(state, 'extensions'));
const lines = [];
const log = (text) => {
  lines.push(text);
  if (process.env.DRIVER_MODEL_HOST_LOG) appendFileSync(process.env.DRIVER_MODEL_HOST_LOG, `${text}\n`);
};
/** What has to be ended, in reverse order of its start. */
const started = [];
let stopping;

/** Ends everything, once: a second signal waits for the same end. */
function stop() {
  stopping ??= (async () => {
    for (const end of started.reverse()) await Promise.resolve(end()).catch(log);
    rmSync(state, { recursive: true, force: true, maxRetries: 5 });
  })();
  return stopping;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => stop().then(() => process.exit(130)));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) stop().then(() => process.exit(130));
}, 2000).unref();

function installExtension(file) {
  const done = spawnSync(
    host.node,
    [
      path.join(host.server, 'out/server-main.js'),
      ...['--install-extension', path.resolve(file), '--force', '--extensions-dir', extensions],
      ...['--server-data-dir', state, '--accept-server-license-terms', '--telemetry-level', 'off'],
    ],
    { stdio: 'inherit', env: plainEnvironment(), timeout: limit * 1000 },
  );
  return done.status === 0 ? 0 : 2;
}

/** Runs the tests; resolves to the code that the test run of VS Code gave. */
async function runTests() {
  mkdirSync(extensions, { recursive: true });
  let page;
  const bridge = await serveBridge(() => page);
  started.push(bridge.close);
  const env = { DRIVER_MODEL_PAGE: bridge.address };
  const restricted = process.env.DRIVER_MODEL_RESTRICTED === 'true';
  const server = await startServer({ host, state, extensions, restricted, env, log });
  started.push(server.stop);
  const opened = await openPage({ log });
  started.push(opened.close);
  page = opened.page;
  const verdict = new Promise((resolve, reject) => {
    page.exposeFunction('codeAutomationExit', resolve);
    page.on('crash', () => reject(new Error('the page crashed')));
    page.on('close', () => reject(new Error('the browser ended')));
    server.ended.then((code) => reject(new Error(`the server ended early: ${code}`)));
    setTimeout(() => reject(new Error(`no verdict within ${limit} s`)), limit * 1000).unref();
  });
  verdict.catch(() => {});
  await page.exposeFunction('codeAutomationLog', (kind, args) => log(`${kind}: ${format(...args)}`));
  const { extensionDevelopmentPath, extensionTestsPath } = options;
  const payload = Object.entries({ extensionDevelopmentPath, extensionTestsPath }).filter(([, file]) => file);
  await page.goto(server.address(positionals[0] ?? process.cwd(), Object.fromEntries(payload)));
  return verdict;
}

let code = 2;
try {
  code = options['install-extension']
    ? installExtension(options['install-extension'])
    : (await runTests())
      ? 1
      : 0;
} catch (error) {
  console.error(`VS Code ${host.version}: ${error?.message ?? error}`);
}
// The page complains of what this host lacks on purpose; that matters only in the log of a whole run.
const telling = lines.filter((line) => !/^page |Ignoring fetching/.test(line));
if (code === 2) console.error(telling.slice(-40).join('\n').slice(-6000));
await stop();
process.exit(code);
