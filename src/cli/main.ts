import { version } from '../../package.json';
import { allRules, defaultDriver, embeddedDrivers } from '../engine/index.ts';
import { readArguments } from './arguments.ts';
import { check, type Result } from './check.ts';
import { compare } from './compare/compare.ts';
import { explore } from './explore.ts';
import { help } from './help.ts';
import { written } from './json.ts';
import { type Progress, progressLine, silent } from './progress.ts';
import { run } from './scenario/run.ts';
import { type Clock, test } from './scenario/test.ts';
import { type Style, styleFor } from './style.ts';
import { replay } from './traces/replay.ts';

/** Times of this machine, in milliseconds. */
const clock: Clock = { now: performance.now.bind(performance), date: () => new Date() };

function result(words: readonly string[]): Result {
  const request = readArguments(words);
  switch (request.kind) {
    case 'help':
      return { output: help, errors: '', status: 0 };
    case 'version':
      return { output: `driver-model ${version}\n`, errors: '', status: 0 };
    case 'drivers':
      return { output: driverList(request.format), errors: '', status: 0 };
    case 'rules':
      return { output: ruleList(), errors: '', status: 0 };
    case 'misuse':
      return { output: '', errors: `driver-model: ${request.message}; see driver-model --help\n`, status: 2 };
    case 'check':
      return check(request, outputStyle(), progress());
    case 'test':
      return test(request, outputStyle(), clock, progress());
    case 'explore':
      return explore(request, outputStyle(), progress());
    case 'replay':
      return replay(request, outputStyle());
    case 'compare':
      return compare(request, outputStyle(), progress());
    case 'run':
      return run(request, outputStyle(), clock, progress());
  }
}

function outputStyle(): Style {
  return styleFor(process.stdout.isTTY === true, process.env);
}

function progress(): Progress {
  return process.stderr.isTTY ? progressLine((text) => process.stderr.write(text), clock.now) : silent;
}

function driverList(format: 'text' | 'json'): string {
  const drivers = embeddedDrivers().map(({ name, summary }) => ({ name, summary }));
  if (format === 'json') return `${written({ version: 1, default: defaultDriver, drivers }, '')}\n`;
  const width = Math.max(...drivers.map(({ name }) => name.length));
  return drivers.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}\n`).join('');
}

function ruleList(): string {
  const rules = allRules();
  const width = Math.max(...rules.map(({ code }) => code.length));
  return rules
    .map(({ code, severity, meaning }) => `${code.padEnd(width)}  ${severity.padEnd(11)}  ${meaning}\n`)
    .join('');
}

// A reader that has seen enough (`| head`) closes the pipe: that is no fault to speak of.
process.stderr.on('error', () => {});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.exitCode = 2;
  process.stderr.write(`driver-model: cannot write the output: ${error.message}\n`);
});

// The status is set, not exited with, so that everything written reaches a slow reader.
const { output, errors, status } = result(process.argv.slice(2));
process.exitCode = status;
process.stderr.write(errors);
process.stdout.write(output);
