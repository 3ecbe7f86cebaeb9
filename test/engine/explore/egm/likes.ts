import { CURSOR, DEVICE, ENTRY, four, NEXT, PLACE_MASK, PREVIOUS, REFERENCES, TAIL } from './fields.ts';

const withoutPointers = PLACE_MASK | (3 << ENTRY) | (3 << DEVICE) | (3 << REFERENCES);
const pointers = [CURSOR, TAIL, NEXT, PREVIOUS];

/**
 * GPUs of a socket are alike. They are put in the order of all that is no pointer; those that are equal in that keep
 * their order, so that some states that are alike remain two.
 */
export function canonical(row: Int32Array, sockets: number, renamed: Int32Array): void {
  const gpus = row.length - 1;
  for (let socket = 0; socket < sockets; socket++) {
    const places: number[] = [];
    for (let gpu = socket + 1; gpu <= gpus; gpu += sockets) places.push(gpu);
    const key = (gpu: number) => row[gpu]! & withoutPointers;
    const order = places.toSorted((a, b) => key(a) - key(b));
    for (const [at, gpu] of order.entries()) renamed[gpu - 1] = places[at]! - 1;
  }
  const to = (gpu: number) => (gpu === 0 ? 0 : renamed[gpu - 1]! + 1);
  const old = row.slice();
  const rename = (word: number, fields: readonly number[]) =>
    fields.reduce((changed, field) => (changed & ~(15 << field)) | (to(four(word, field)) << field), word);
  row[0] = rename(old[0]!, [NEXT, PREVIOUS]);
  for (let gpu = 1; gpu <= gpus; gpu++) row[to(gpu)] = rename(old[gpu]!, pointers);
}
