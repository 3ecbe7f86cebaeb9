import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** What the guest runs besides the drivers. */
export const guestFolder = path.join(root, 'test/kernel/guest');

/** Scenarios, their topologies, and drivers of the suite's own. */
export const scenariosFolder = path.join(root, 'test/kernel/scenarios');

/** Where packages, builds and boots are kept: ignored by git, and shared by clones where the variable names a folder. */
export const kernelFolder = path.resolve(process.env['DRIVER_MODEL_KERNEL'] || path.join(root, '.kernel'));
