import { Bug } from '../base/bug.ts';
import { compileSteps } from '../drivers/compile-driver.ts';
import { embeddedDrivers } from '../drivers/embedded.ts';
import type { CompiledDriver } from '../kernel/compile.ts';
import type { DriverSource } from '../kernel/driver.ts';
import { exploreKernel } from '../kernel/exploration.ts';
import { lifePlan } from '../kernel/whole-life.ts';
import { runScenario } from '../scenario/run.ts';
import type { ExploreJob, Job, JobResult, JobResults, JobSteps, ScenarioJob, SentDriver } from './job.ts';

/** Does a job. Same job, same result. */
export function jobSteps<J extends Job>(job: J): JobSteps<JobResult<J>> {
  const steps: JobSteps<JobResults[Job['kind']]> = job.kind === 'explore' ? explore(job) : scenarioOf(job);
  // Which result it is goes with the kind of job.
  return steps as JobSteps<JobResult<J>>;
}

function* scenarioOf({ topology, driver, scenario }: ScenarioJob): JobSteps<JobResults['scenario']> {
  return yield* runScenario(scenario, yield* compiledOf(driver, topology.pageSize));
}

function* explore({ topology, driver, gpus, faults, limit }: ExploreJob): JobSteps<JobResults['explore']> {
  const compiled = yield* compiledOf(driver, topology.pageSize);
  const plan = lifePlan(compiled, gpus, faults);
  const explored = yield* exploreKernel(topology, compiled, plan, { states: limit });
  return { explored, notes: compiled.notes };
}

/** Too short to be worth stopping: who asks for that is heard by what comes after. */
function* compiledOf(driver: SentDriver, pageSize: bigint): JobSteps<CompiledDriver> {
  const steps = compileSteps(sourceOf(driver), pageSize);
  let next = steps.next();
  for (; !next.done; next = steps.next()) yield undefined;
  return next.value;
}

function sourceOf(driver: SentDriver): DriverSource {
  const { name } = driver;
  if (driver.kind === 'folder') {
    const { files, places } = driver;
    return { name, files, place: (file) => places.get(file) ?? file };
  }
  const embedded = embeddedDrivers().find((each) => each.name === name);
  if (!embedded) throw new Bug(`no embedded driver is called ${name}`);
  return embedded;
}
