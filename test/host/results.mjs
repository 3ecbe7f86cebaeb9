// Reads what suite/run.ts wrote and prints it.
import { existsSync, readFileSync } from 'node:fs';

/** The outcome of one run. Without its last line the run did not finish, which is a failure of its own. */
export function readResults(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const events = lines.map((line) => JSON.parse(line));
  const of = (kind) => events.filter((event) => event.kind === kind);
  return {
    start: of('start')[0],
    finished: of('end').length > 0,
    passed: of('passed'),
    failed: of('failed'),
    skipped: of('skipped'),
    repeated: of('repeated'),
  };
}

/** Prints the run test by test. Returns its counts; a run that broke off counts as one more failure. */
export function reportRun(results) {
  if (results.start)
    console.log(`  VS Code ${results.start.vscode}, extension host on Node ${results.start.node}`);
  for (const { title, ms } of results.passed) console.log(`  passed  ${title} (${ms} ms)`);
  for (const { title, why } of results.skipped) console.log(`  skipped ${title}: ${why}`);
  for (const { title, error } of results.repeated)
    console.log(`  repeated ${title}: ${error.split('\n')[0]}`);
  for (const { title, error } of results.failed) {
    console.log(`  FAILED  ${title}`);
    console.log(error.replace(/^/gm, '          '));
  }
  const broken = !results.finished || results.passed.length + results.failed.length === 0;
  if (broken) console.log('  FAILED  the run broke off, or ran no test');
  return {
    passed: results.passed.length,
    failed: results.failed.length + (broken ? 1 : 0),
    skipped: results.skipped.length,
  };
}
