import { readFile } from '../file-reading.ts';
import type { TopologyReading } from '../reading.ts';

/**
 * Reads a text for what stands where in it: quickly, since no rule is asked. Its machines have nothing
 * of other files, its Problems are those of form.
 */
export function readStructure(path: string, text: string): TopologyReading {
  const file = readFile(path, text);
  const { problems, syntaxError } = file;
  const documents = file.documents.map(({ topology }) => topology);
  return { path, text, documents, problems, elsewhere: [], files: [file], syntaxError };
}
