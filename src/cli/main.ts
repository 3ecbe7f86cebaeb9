import { version } from '../../package.json';
import { allRules, embeddedDrivers } from '../engine/index.ts';
import { help, readArguments } from './arguments.ts';
import { check, type Result } from './check.ts';
import { progressLine, silent } from './progress.ts';
import { styleFor } from './style.ts';

function run(words: readonly string[]): Result {
  const request = readArguments(words);
  switch (request.kind) {
    case 'help':
      return { output: help, errors: '', status: 0 };
    case 'version':
      return { output: `driver-model ${version}\n`, errors: '', status: 0 };
    case 'drivers':
      return { output: driverList(), errors: '', status: 0 };
    case 'rules':
      return { output: ruleList(), errors: '', status: 0 };
    case 'misuse':
      return { output: '', errors: `driver-model: ${request.message}; see driver-model --help\n`, status: 2 };
    case 'check':
      return check(
        request,
        styleFor(process.stdout.isTTY === true, process.env),
        process.stderr.isTTY
          ? progressLine((text) => process.stderr.write(text), performance.now.bind(performance))
          : silent,
      );
  }
}

function driverList(): string {
  const width = Math.max(...embeddedDrivers().map(({ name }) => name.length));
  return embeddedDrivers()
    .map(({ name, summary }) => `${name.padEnd(width)}  ${summary}\n`)
    .join('');
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
const { output, errors, status } = run(process.argv.slice(2));
process.exitCode = status;
process.stderr.write(errors);
process.stdout.write(output);
