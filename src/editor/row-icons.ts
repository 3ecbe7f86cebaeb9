import { ThemeColor, ThemeIcon } from 'vscode';
import type { OutlineIcon } from '../engine/index.ts';

/** Colour repeats what the description says in words; it never tells anything alone. */
export const icons: Readonly<Record<OutlineIcon, ThemeIcon>> = {
  machine: new ThemeIcon('server'),
  socket: new ThemeIcon('circuit-board'),
  memory: new ThemeIcon('database'),
  region: new ThemeIcon('layers'),
  gpu: new ThemeIcon('circle-large-outline'),
  bound: new ThemeIcon('pass', new ThemeColor('testing.iconPassed')),
  failed: new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
  unbound: new ThemeIcon('circle-slash', new ThemeColor('testing.iconSkipped')),
  waiting: new ThemeIcon('sync', new ThemeColor('testing.iconQueued')),
  property: new ThemeIcon('symbol-property'),
  device: new ThemeIcon('plug'),
  finding: new ThemeIcon('bug', new ThemeColor('problemsErrorIcon.foreground')),
  holds: new ThemeIcon('pass', new ThemeColor('testing.iconPassed')),
  violated: new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
  'gave-up': new ThemeIcon('question', new ThemeColor('problemsWarningIcon.foreground')),
  coverage: new ThemeIcon('info'),
  'left-out': new ThemeIcon('circle-slash'),
  step: new ThemeIcon('debug-step-over'),
  fault: new ThemeIcon('zap', new ThemeColor('problemsWarningIcon.foreground')),
  site: new ThemeIcon('symbol-method'),
  log: new ThemeIcon('output'),
  locks: new ThemeIcon('unlock', new ThemeColor('problemsErrorIcon.foreground')),
  read: new ThemeIcon('eye'),
  write: new ThemeIcon('edit'),
  differs: new ThemeIcon('diff', new ThemeColor('problemsWarningIcon.foreground')),
  same: new ThemeIcon('check'),
};

/** Of what is older than the text. */
export const staleIcon = new ThemeIcon('history', new ThemeColor('problemsWarningIcon.foreground'));
