// A headless Chromium with one page, from which nothing leaves the machine.
import { installBrowser, installPlaywright } from './install.mjs';

const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  // Both checks would ask before a page of the loopback address may speak to it.
  '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
];

/**
 * Opens the browser; `log` gets what the page says on its console. The window is high enough to read lists without
 * scrolling: VS Code 1.100 loses all rows of a tree that is scrolled or resized while it is drawn anew.
 */
export async function openPage({ width = 1400, height = 2400, log = () => {} } = {}) {
  const { executable, env, playwright } = installBrowser();
  const { chromium } = await import(playwright);
  // The sandbox needs rights that a container does not give; the only pages shown are our own.
  const browser = await chromium.launch({
    executablePath: executable,
    env,
    args: ['--no-sandbox', ...quietFlags],
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  });
  const page = await browser.newPage({
    viewport: { width, height },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const leaves = (url) => /^(https?|wss?):$/.test(url.protocol) && url.hostname !== '127.0.0.1';
  await page.route(leaves, (route) => route.abort());
  page.on('console', (message) => log(`page ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => log(`page error: ${error}`));
  return { page, close: () => browser.close() };
}

/** The workbench's page of a desktop VS Code that was started with --remote-debugging-port. */
export async function attachPage(port) {
  const { chromium } = await import(installPlaywright());
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 10_000 });
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((one) => /\/workbench[\w.-]*\.html/.test(one.url()));
  if (!page) throw new Error('VS Code has no page of its workbench to attach to');
  return page;
}
