/** What has changed since something was found. */
export type Stale = 'topology' | 'driver' | 'scenario' | 'gone';

export function staleText(stale: Stale): string {
  return texts[stale];
}

const texts: Readonly<Record<Stale, string>> = {
  topology: 'Stale: the topology has changed since.',
  driver: 'Stale: the driver has changed since, or another one is chosen.',
  scenario: 'Stale: the scenario has changed since.',
  gone: 'Stale: the topology is gone.',
};
