import { join } from 'node:path';
import type { DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { uuid } from '../random.ts';
import { forked } from '../serving/forked.ts';
import type { Shot } from '../load/shot.ts';
import type { Workbench } from '../workbench.ts';

const remark =
  'Im Anfang war das Wort, und das Wort war bei Gott, und Gott war das Wort. Dasselbe war im Anfang bei Gott. Alle Dinge sind durch';

/** Starts the yardstick in a process of its own; answers its address. */
export async function yardstick(workbench: Workbench, address: DatabaseAddress): Promise<string> {
  const { url } = (await forked(workbench, join(import.meta.dirname, 'yardstick-app.ts')).ask({ address })) as { readonly url: string };
  return url;
}

/** A row with about 300 bytes of JSON. */
export function yardstickShot(random: () => number): Shot {
  const data = { elementId: uuid(random), workerVersionId: uuid(random), configurationId: uuid(random), seconds: 1.25, remark };
  return { method: 'POST', path: '/', authorization: null, body: JSON.stringify({ stream: uuid(random), version: 0, data }) };
}
