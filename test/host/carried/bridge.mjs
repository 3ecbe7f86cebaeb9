// Lets a test in the extension host act on the rendered page: one POST an action, on a loopback address.
// What each action takes and gives is typed in ../suite/page.ts.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { problemRows, statusItems, treeRows } from './read-page.mjs';

/** No action takes longer, in milliseconds. */
const limit = 15_000;

const actions = {
  type: (page, { text }) => page.keyboard.type(text),
  press: (page, { key }) => page.keyboard.press(key),
  click: (page, { selector, ...options }) => page.click(selector, { timeout: limit - 1000, ...options }),
  hover: (page, { selector }) => page.hover(selector, { timeout: limit - 1000 }),
  waitFor: (page, { selector, state }) =>
    page.waitForSelector(selector, { state, timeout: limit - 1000 }).then(() => {}),
  query: (page, { selector }) => page.$$eval(selector, readElements),
  rows: (page, { view }) => treeRows(page, view),
  problems: (page) => problemRows(page),
  statusBar: (page) => statusItems(page),
  resize,
  screenshot,
};

function readElements(elements) {
  return elements.map((element) => ({
    text: (element.innerText ?? element.textContent ?? '').trim(),
    label: element.getAttribute('aria-label') ?? '',
    classes: [...element.classList],
  }));
}

/** Gives how high the window was before; a desktop's window stays as it is. */
async function resize(page, { height }) {
  const size = page.viewportSize();
  if (size) await page.setViewportSize({ ...size, height });
  return size?.height ?? height;
}

async function screenshot(page, { file, selector, settle = 500 }) {
  mkdirSync(path.dirname(file), { recursive: true });
  await page.waitForTimeout(settle);
  const target = selector ? page.locator(selector).first() : page;
  await target.screenshot({ path: file, timeout: limit - settle, animations: 'disabled', caret: 'hide' });
}

async function act(page, url, body) {
  const action = Object.hasOwn(actions, url.slice(1)) ? actions[url.slice(1)] : undefined;
  if (!action) throw new Error(`no such action: ${url}`);
  const late = sleep(limit, undefined, { ref: false }).then(() => {
    throw new Error(`${url} ${body} took longer than ${limit / 1000} s`);
  });
  return Promise.race([action(page, JSON.parse(body || '{}')), late]);
}

/** Serves the actions on the page that `page()` gives or promises; resolves to the address to give to the tests. */
export async function serveBridge(page) {
  const server = createServer(async (request, response) => {
    try {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const value = await act(await page(), request.url, body);
      response.end(JSON.stringify({ value: value ?? null }));
    } catch (error) {
      response.statusCode = 500;
      response.end(JSON.stringify({ error: stripVTControlCharacters(String(error?.message ?? error)) }));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
