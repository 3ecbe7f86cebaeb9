// `npm run test:host [-- [oldest|newest|folders|lone|untrusted|neighbour|installed]... [--grep TEXT] [--suite FILE]]`: the tests inside a real VS Code.
// All but installed if none is named. Expects a built extension (and for `installed`, a packaged one); builds the tests.
// @vscode/test-electron starts VS Code in every case.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { languageServer } from '../yaml-language-server.mjs';
import { serveBridge } from './carried/bridge.mjs';
import { attachPage } from './carried/browser.mjs';
import { freePort } from './carried/server.mjs';
import { chooseVscode } from './choose.mjs';
import { readResults, reportRun } from './results.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const { values: options, positionals: wanted } = parseArgs({
  options: { grep: { type: 'string' }, suite: { type: 'string' } },
  allowPositionals: true,
});

const vsix = path.join(root, 'driver-model-explorer.vsix');
const onFolder = '^(?!folders|lone|untrusted|neighbour)';
const allRuns = {
  oldest: { vscode: 'oldest', suite: onFolder },
  newest: { vscode: 'newest', suite: onFolder },
  // What is opened decides what the suite can see: several folders, or a file without any.
  folders: { vscode: 'newest', suite: 'folders', opened: 'test.code-workspace' },
  lone: { vscode: 'newest', suite: 'lone', opened: 'lone.topology.yaml' },
  // A folder that the user does not trust, which chooses a driver.
  untrusted: {
    vscode: 'newest',
    suite: 'untrusted',
    restricted: true,
    settings: { 'driverModel.driver': 'rfc-v2-02' },
  },
  // Beside a stand-in for the YAML extension of Red Hat, which runs its language server.
  neighbour: { vscode: 'newest', suite: 'neighbour', beside: true },
  installed: { vscode: 'newest', vsix, suite: 'smoke|activation' },
};

/** Starts one VS Code on a copy of the sample workspace and runs the suites in it. */
async function start(vscode, run, scratch) {
  const workspace = path.join(scratch, 'sample-workspace');
  const extensions = path.join(scratch, 'extensions');
  const profile = [`--extensions-dir=${extensions}`, `--user-data-dir=${path.join(scratch, 'user')}`];
  cpSync(path.join(root, 'test/fixtures/sample-workspace'), workspace, { recursive: true });
  cpSync(path.join(workspace, 'gb200.topology.yaml'), path.join(scratch, 'lone.topology.yaml'));
  const env = {};
  if (run.beside) {
    cpSync(path.join(here, 'neighbour'), path.join(extensions, 'redhat.vscode-yaml-0.0.1'), {
      recursive: true,
    });
    env.DRIVER_MODEL_YAML_SERVER = languageServer();
  }
  if (run.settings) {
    mkdirSync(path.join(workspace, '.vscode'));
    writeFileSync(path.join(workspace, '.vscode/settings.json'), JSON.stringify(run.settings));
  }
  const folders = [{ path: 'sample-workspace' }];
  writeFileSync(path.join(scratch, 'test.code-workspace'), JSON.stringify({ folders }));
  if (run.vsix) vscode.install(run.vsix, profile);
  const bridge = vscode.carried ? undefined : await bridgeToDesktop();
  await runTests({
    vscodeExecutablePath: vscode.executable,
    // Tests need an extension under development: beside the installed one, that is an empty one.
    extensionDevelopmentPath: run.vsix ? path.join(here, 'bystander') : root,
    extensionTestsPath: path.join(root, 'dist/test/run.js'),
    launchArgs: [
      run.opened ? path.join(scratch, run.opened) : workspace,
      ...profile,
      ...(bridge?.args ?? []),
    ],
    extensionTestsEnv: {
      ...vscode.env,
      ...env,
      ...bridge?.env,
      DRIVER_MODEL_RESULTS: path.join(scratch, 'results'),
      DRIVER_MODEL_RESULTS_FOLDER: path.join(root, 'test-results'),
      DRIVER_MODEL_EXTENSION: run.vsix ? extensions : root,
      DRIVER_MODEL_INSTALLED: String(Boolean(run.vsix)),
      DRIVER_MODEL_RESTRICTED: String(Boolean(run.restricted)),
      DRIVER_MODEL_SUITE: options.suite ?? run.suite ?? '',
      DRIVER_MODEL_GREP: options.grep ?? '',
    },
  }).finally(() => bridge?.close());
}

/** The carried host serves its page itself; that of a desktop is reached through the port for debuggers. */
async function bridgeToDesktop() {
  const port = await freePort();
  let page;
  const attached = () => {
    page ??= attachPage(port);
    return page;
  };
  const { address, close } = await serveBridge(attached);
  return { args: [`--remote-debugging-port=${port}`], env: { DRIVER_MODEL_PAGE: address }, close };
}

async function runOnce(id, run) {
  const vscode = await chooseVscode(run.vscode);
  if (run.restricted && !vscode.missing && !vscode.carried)
    vscode.missing = '@vscode/test-electron starts a desktop VS Code without workspace trust';
  if (run.beside && languageServer() === null)
    vscode.missing = 'npm cannot install yaml-language-server here';
  if (vscode.missing) {
    console.log(`\n${id}: skipped. ${vscode.missing}.`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  console.log(`\n${id}: ${run.vsix ? 'the packaged extension' : 'the extension'} in ${vscode.name}`);
  const scratch = mkdtempSync(path.join(tmpdir(), 'driver-model-test-'));
  try {
    // A failed test rejects too; the results say which, or that there are none.
    await start(vscode, run, scratch).catch((error) => console.log(`  ${error.message}`));
    return reportRun(readResults(path.join(scratch, 'results')));
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

let interrupted = false;
process.on('SIGINT', () => {
  interrupted = true;
});
// runTests ends VS Code on SIGINT only, and roughly on a second one: npm and the terminal may both send a signal.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted || process.emit('SIGINT'));

const ids = wanted.length ? wanted : ['oldest', 'newest', 'folders', 'lone', 'untrusted', 'neighbour'];
const unknown = ids.find((id) => !Object.hasOwn(allRuns, id));
if (unknown) {
  console.error(`There is no run named ${unknown}; there are ${Object.keys(allRuns).join(', ')}.`);
  process.exit(2);
}
const done = spawnSync(process.execPath, ['esbuild.mjs', '--tests'], { cwd: root, stdio: 'inherit' });
if (done.status !== 0) process.exit(1);
const total = { passed: 0, failed: 0, skipped: 0 };
for (const id of ids) {
  const counts = await runOnce(id, allRuns[id]);
  if (interrupted) process.exit(130);
  for (const key of Object.keys(total)) total[key] += counts[key];
}
console.log(`\nhost tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
mkdirSync(path.join(root, 'test-results'), { recursive: true });
writeFileSync(path.join(root, 'test-results/host.json'), JSON.stringify(total));
process.exitCode = total.failed > 0 ? 1 : 0;
