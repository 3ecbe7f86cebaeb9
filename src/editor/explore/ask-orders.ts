import { type QuickPickItem, window } from 'vscode';
import type { Orders } from '../../engine/index.ts';

const items: readonly (QuickPickItem & { readonly orders: Orders; readonly asksSeed?: true })[] = [
  {
    label: '1 interruption',
    description: 'a task that could go on is left for another once: meets most races',
    orders: { kind: 'few-preemptions', preemptions: 1 },
  },
  {
    label: '2 interruptions',
    description: 'takes longer, and meets nearly all',
    orders: { kind: 'few-preemptions', preemptions: 2 },
  },
  {
    label: '2,000 orders at random',
    description: 'for what is larger still; each time the same',
    orders: { kind: 'random', walks: 2000, seed: 1 },
  },
  {
    label: 'Others at random…',
    description: 'as many, from a seed of your own',
    orders: { kind: 'random', walks: 2000, seed: 2 },
    asksSeed: true,
  },
];

/** Which orders of all are to be looked at. Undefined where the user leaves. */
export async function askOrders(): Promise<Orders | undefined> {
  const title = 'Explore Some Orders';
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: 'Which orders of what was explored last; the GPUs and faults remain',
  });
  if (picked?.orders.kind !== 'random' || !picked.asksSeed) return picked?.orders;
  const seed = await window.showInputBox({
    title,
    prompt: 'Seed: the same seed takes the same orders',
    value: String(picked.orders.seed),
    validateInput: (text) => (/^\d{1,9}$/.test(text) ? null : 'A whole number from 0 to 999999999'),
  });
  return seed === undefined ? undefined : { ...picked.orders, seed: Number(seed) };
}
