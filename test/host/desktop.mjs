// Opens a folder with an extension under development in the desktop's VS Code, by its `code` command.
import { spawnSync } from 'node:child_process';

/** The oldest VS Code that takes the extension: the floor of engines.vscode. */
const oldest = [1, 100];

/** Why there is no window to open it in; null where there may be one. */
function hidden({ env, platform }) {
  // The `code` of a remote terminal cannot load an extension under development.
  if (env.VSCODE_IPC_HOOK_CLI) return 'this is a terminal of a remote VS Code';
  const shown = platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY;
  return shown ? null : 'there is no display';
}

/**
 * Null when `code` took the folder, else why not. `code` returns when its window is on the way; the window is one of
 * its own, whatever else is open.
 */
export function openOnDesktop(extension, folder, { env = process.env, platform = process.platform } = {}) {
  const why = hidden({ env, platform });
  if (why) return why;
  const shell = platform === 'win32';
  const quoted = (text) => (shell ? `"${text}"` : text);
  const run = (...args) => spawnSync('code', args, { encoding: 'utf8', env, shell });
  const asked = run('--version');
  if (asked.error?.code === 'ENOENT') return 'no `code` was found';
  const version = /^(\d+)\.(\d+)\.\d+/.exec(asked.stdout ?? '');
  if (asked.status !== 0 || !version) return '`code --version` does not answer as VS Code does';
  const [major, minor] = [Number(version[1]), Number(version[2])];
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    return `\`code\` is VS Code ${version[0]}, and ${oldest.join('.')} or later is needed`;
  const { status, stderr } = run(quoted(`--extensionDevelopmentPath=${extension}`), quoted(folder));
  return status === 0 ? null : `\`code\` failed (exit ${status}): ${stderr?.trim()}`;
}
