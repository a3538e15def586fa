import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const list = z.array(z.object({ id: z.uuid(), type: z.string() }));

/** The ids in a task's list of elements, `[{id, type}, …]`, in the order in which they are to be processed. */
export async function readElements(file: string): Promise<readonly string[]> {
  try {
    return list.parse(JSON.parse(await readFile(file, 'utf8'))).map((element) => element.id);
  } catch (error) {
    throw new Error(`The list of elements ${file} cannot be read.`, { cause: error });
  }
}
