// Starts the carried VS Code server on a loopback address and ends it, with all it started.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** No gallery, so that nothing is asked of the network. */
const noGallery = '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}';

/** What keeps the workbench to the subject and off the network. */
export const plainSettings = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  // As on a desktop: in a browser VS Code saves by itself.
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** A folder opens in restricted mode, without a question in the way. */
const noPrompt = { 'security.workspace.trust.startupPrompt': 'never' };

/** A loopback port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The environment without the marks of a VS Code terminal this may run in. */
export function plainEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(([key]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(key));
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: noGallery, ...extra };
}

/**
 * Starts the server of an installed host; `state` is a folder for its files. Resolves once it answers.
 * `address(opened, payload)` is the workbench's, token included, with a folder, a .code-workspace or a lone file
 * opened, as `code` takes them; the payload's paths are absolute. `restricted`: no folder is trusted, until the user
 * says so.
 */
export async function startServer({ host, state, extensions, restricted = false, env = {}, log = () => {} }) {
  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  const user = path.join(state, 'data/User');
  mkdirSync(user, { recursive: true });
  writeFileSync(
    path.join(user, 'settings.json'),
    JSON.stringify({ ...plainSettings, ...(restricted ? noPrompt : {}) }),
  );
  const child = spawn(
    host.node,
    [
      path.join(host.server, 'out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(port), '--connection-token', token],
      ...[
        '--server-data-dir',
        state,
        '--user-data-dir',
        path.join(state, 'data'),
        '--extensions-dir',
        extensions,
      ],
      ...['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-experiments'],
      ...(restricted ? [] : ['--disable-workspace-trust']),
      // Without the driver VS Code drops the development payload without a word.
      '--enable-smoke-test-driver',
    ],
    // Its own process group: the extension host and its children end with it.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: plainEnvironment(env) },
  );
  child.stdout.on('data', (text) => log(`server: ${text}`.trimEnd()));
  child.stderr.on('data', (text) => log(`server: ${text}`.trimEnd()));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  const stop = () => stopGroup(child, ended);
  // The last resort, for an end of this process before it could stop the server.
  process.once('exit', () => signalGroup(child, 'SIGKILL'));
  try {
    await answering(`http://127.0.0.1:${port}/version`, child);
  } catch (error) {
    await stop();
    throw error;
  }
  const authority = `127.0.0.1:${port}`;
  const remote = (file) => `vscode-remote://${authority}${encodeURI(path.resolve(file))}`;
  const address = (opened, payload) => {
    const query = new URLSearchParams({ tkn: token });
    const files = { ...payload };
    if (opened.endsWith('.code-workspace')) query.set('workspace', path.resolve(opened));
    else if (statSync(opened).isDirectory()) query.set('folder', path.resolve(opened));
    else {
      // An empty window, whatever folder was open before.
      query.set('ew', 'true');
      files.openFile = opened;
    }
    query.set('payload', JSON.stringify(Object.entries(files).map(([key, file]) => [key, remote(file)])));
    return `http://${authority}/?${query.toString().replaceAll('+', '%20')}`;
  };
  return { address, ended, stop };
}

async function answering(url, child) {
  const limit = Date.now() + 30_000;
  while (child.exitCode === null && Date.now() < limit) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(
    child.exitCode === null ? 'the server did not answer in 30 s' : `the server ended: ${child.exitCode}`,
  );
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

async function stopGroup(child, ended) {
  signalGroup(child, 'SIGTERM');
  await Promise.race([ended, sleep(4000)]);
  signalGroup(child, 'SIGKILL');
}
