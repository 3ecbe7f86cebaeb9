import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenServed } from '../../src/editor/when-served.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** A tree that VS Code has asked for, or not yet, and how often it was told of changed rows since. */
function tree({ isDrawn }: { isDrawn: boolean }) {
  const told = vi.fn();
  const refresh = whenServed(told);
  if (isDrawn) {
    refresh.serving('roots');
    vi.runAllTimers();
    vi.advanceTimersByTime(10_000);
  }
  return { refresh, told };
}

test('a tree that was never asked for is not told of changes: what is asked for is as it is then', () => {
  const { refresh, told } = tree({ isDrawn: false });
  refresh.ask();
  vi.advanceTimersByTime(10_000);
  refresh.serving('roots');
  vi.advanceTimersByTime(10_000);
  expect(told).not.toHaveBeenCalled();
});

test('a tree at rest is told at once', () => {
  const { refresh, told } = tree({ isDrawn: true });
  refresh.ask();
  vi.advanceTimersByTime(0);
  expect(told).toHaveBeenCalledTimes(1);
});

test('what changes while rows are asked for is told once, when no more are', () => {
  const { refresh, told } = tree({ isDrawn: true });
  refresh.serving('roots');
  for (let row = 0; row < 20; row++) {
    refresh.ask();
    vi.advanceTimersByTime(100);
    refresh.serving();
  }
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveBeenCalledTimes(1);
});

test('what waits to be told is seen by whoever asks from the roots meanwhile', () => {
  const { refresh, told } = tree({ isDrawn: true });
  refresh.serving();
  refresh.ask();
  refresh.serving('roots');
  vi.advanceTimersByTime(10_000);
  expect(told).not.toHaveBeenCalled();
});

test('one that was told is told again after it has asked, or where it does not: its view is hidden', () => {
  const { refresh, told } = tree({ isDrawn: true });
  refresh.ask();
  vi.advanceTimersByTime(0);
  refresh.ask();
  vi.advanceTimersByTime(200);
  expect(told).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveBeenCalledTimes(2);
});
