import {
  compileDriver,
  defaultDriver,
  embeddedDrivers,
  joinTopologySteps,
  type Outcome,
  outcomeProblems,
  outline,
  probe,
  readFileSteps,
  readTopology,
  showProblem,
  type Topology,
} from '../../src/engine/index.ts';
import { manyGpus } from './many-gpus.ts';

export * from './exploration.ts';
export * from './explorer.ts';
export { manyGpus } from './many-gpus.ts';

export interface Measure {
  readonly name: string;
  readonly rounds: number;
  readonly work: () => unknown;
  /** A ratio that says more than the time, from the time in milliseconds. */
  readonly per?: (milliseconds: number) => string;
}

/** What is timed within one process. `sample` is the text of the sample topology. */
export function measures(sample: string): readonly Measure[] {
  const reading = [72, 1000, 10_000].map((gpus): Measure => {
    const text = manyGpus(gpus);
    return {
      name: `an edit at ${gpus} GPUs: read, rules, tree`,
      rounds: gpus > 1000 ? 5 : 15,
      work: () => edit(text),
      per: (milliseconds) => `${((milliseconds * 1000) / gpus).toFixed(0)} µs for each GPU`,
    };
  });
  const source = embeddedDrivers().find(({ name }) => name === defaultDriver)!;
  const [topology] = readTopology('sample', sample).documents;
  const compiled = compileDriver(source, 0x10000n);
  const lines = [...source.files.values()].join('').split('\n').length;
  const large = readTopology('large', manyGpus(72)).documents[0]!;
  return [
    ...reading,
    {
      name: `translate ${defaultDriver} and the kernel library`,
      rounds: 9,
      work: () => compileDriver(source, 0x10000n),
      per: () => `${lines} lines are the driver's`,
    },
    { name: 'run it on the sample', rounds: 9, work: () => run(topology!, compiled) },
    {
      name: 'run it on 72 GPUs',
      rounds: 5,
      work: () => run(large, compiled),
      per: (milliseconds) => `${(milliseconds / 72).toFixed(2)} ms for each GPU`,
    },
  ];
}

/** From a text to the sentences of its Problems. Gives the longest step, in milliseconds. */
export function problemsInSteps(text: string, now: () => number): number {
  let longest = 0;
  const timed = <T>(steps: Generator<undefined, T>): T => {
    for (;;) {
      const start = now();
      const step = steps.next();
      longest = Math.max(longest, now() - start);
      if (step.done) return step.value;
    }
  };
  const file = timed(readFileSteps('many', text));
  timed(joinTopologySteps(file, () => null)).problems.map(showProblem);
  return longest;
}

/** What an edit costs before a driver runs. */
function edit(text: string): unknown {
  const { documents, problems } = readTopology('many', text);
  return outline(documents[0]!, problems.map(showProblem), null);
}

function run(topology: Topology, driver: ReturnType<typeof compileDriver>): Outcome {
  const steps = probe(topology, driver);
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    outcomeProblems(topology, step.value);
    return step.value;
  }
}
