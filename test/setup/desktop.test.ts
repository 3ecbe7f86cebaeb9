import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOnDesktop } from '../host/desktop.mjs';

const extension = '/a folder/extension';
const sample = '/a folder/extension/.host/sample-workspace';

let bin = '';
beforeEach(() => {
  bin = mkdtempSync(path.join(tmpdir(), 'driver-model-code-'));
});
afterEach(() => rmSync(bin, { recursive: true, force: true }));

/** Puts a `code` on the PATH that answers --version, records what else it is called with, and ends so. */
function code({ version = '1.100.3', status = 0 } = {}) {
  const text = `#!/bin/sh
if [ "$1" = --version ]; then printf '%s\\n' '${version}' 0123abcd x64; exit 0; fi
printf '%s\\n' "$@" > "${bin}/called"
echo 'no window' >&2
exit ${status}
`;
  writeFileSync(path.join(bin, 'code'), text);
  chmodSync(path.join(bin, 'code'), 0o755);
}

function opened(env: Record<string, string> = { DISPLAY: ':0' }): string | null {
  return openOnDesktop(extension, sample, {
    env: { PATH: `${bin}:/usr/bin:/bin`, ...env },
    platform: 'linux',
  });
}

/** The arguments of the last call; null for none. */
function called(): string[] | null {
  try {
    return readFileSync(path.join(bin, 'called'), 'utf8').trimEnd().split('\n');
  } catch {
    return null;
  }
}

describe.skipIf(process.platform === 'win32')("the desktop's `code`", () => {
  test('opens the folder with the extension under development', () => {
    code();
    expect(opened()).toBeNull();
    expect(called()).toEqual([`--extensionDevelopmentPath=${extension}`, sample]);
  });

  test('is not called without a display, nor from a terminal of a remote VS Code', () => {
    code();
    expect(opened({})).toBe('there is no display');
    expect(opened({ DISPLAY: ':0', VSCODE_IPC_HOOK_CLI: '/run/x' })).toContain('remote');
    expect(called()).toBeNull();
    expect(opened({ WAYLAND_DISPLAY: 'wayland-0' })).toBeNull();
  });

  test.each(['1.99.3', '0.101.0'])('is not used where it is VS Code %s', (version) => {
    code({ version });
    expect(opened()).toContain(`VS Code ${version}, and 1.100 or later`);
    expect(called()).toBeNull();
  });

  test('is not used where it is another program, or not there', () => {
    expect(opened({ DISPLAY: ':0', PATH: bin })).toBe('no `code` was found');
    code({ version: 'a code formatter' });
    expect(opened()).toContain('does not answer as VS Code does');
    expect(called()).toBeNull();
  });

  test('that fails is told with what it said', () => {
    code({ status: 3 });
    expect(opened()).toBe('`code` failed (exit 3): no window');
  });

  test('needs what engines.vscode needs', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(engines.vscode).toBe('^1.100.0');
  });
});
