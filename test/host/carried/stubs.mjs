// JavaScript stand-ins for two native modules of VS Code's server, which would need a compiler.

/**
 * A logger that writes plain lines: the levels are spdlog's, trace to critical. Each export is an assignment of its own,
 * for VS Code imports it as an ES module, and Node finds only such names in CommonJS.
 */
export const spdlogStub = `const fs = require('node:fs');
const path = require('node:path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(_kind, _name, file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    Object.assign(this, { file, level: 2, bare: false });
  }
  write(level, text) {
    if (level < this.level) return;
    const line = this.bare ? text : new Date().toISOString() + ' [' + names[level] + '] ' + text + '\\n';
    try { fs.appendFileSync(this.file, line); } catch {}
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.bare = true; }
  setPattern() {}
  flush() {}
  drop() {}
}
names.forEach((name, level) => {
  Logger.prototype[name === 'warning' ? 'warn' : name] = function (text) { this.write(level, text); };
});
const create = async (name, file) => new Logger('', name, file);
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

/** Ends the extension host when the server that started it is gone, as the native module does. */
export const watchdogStub = `exports.start = (parent) => {
  setInterval(() => {
    try { process.kill(parent, 0); } catch { process.exit(87); }
  }, 2000).unref();
};
exports.exit = (code) => process.exit(code || 0);
`;
