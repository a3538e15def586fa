import { Interrupted } from '../../../projections/engine/build/build-pass.ts';
import { fillHere } from '../../../projections/engine/build/fill.ts';
import { FoldFailed } from '../../../projections/engine/fold-failed.ts';
import { generationOf, type Generation } from '../../../projections/engine/generation.ts';
import { allProjections } from '../../../projections/index.ts';
import { systemClock } from '../../clock/system-clock.ts';
import { clientConfig } from '../../database/connection.ts';
import { openPoolThatGivesWay } from '../../database/giving-way.ts';
import { chosenLog } from '../log-product.ts';
import { todaysLog } from '../todays-log.ts';
import type { FillerAnswer, FillerOrder } from './messages.ts';

const connections = 8;
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Does what the process was made for. */
export async function answerOf({ address, eventStoreUrl, generations, changes }: FillerOrder, signal: AbortSignal): Promise<FillerAnswer> {
  const pool = openPoolThatGivesWay(address, { applicationName: 'colophon builder', max: connections });
  const choice = await chosenLog({ eventStoreUrl });
  const product = choice({ pool, connection: clientConfig(address), clock: systemClock, log: silent });
  const fill = fillHere({ store: todaysLog(pool, product), pool, clock: systemClock });
  try {
    return { kind: 'filled', whole: await fill(generations.map(known), { changes, signal }) };
  } catch (error) {
    return told(error);
  } finally {
    await product.close();
    await pool.end();
  }
}

function known({ projection: name, number }: FillerOrder['generations'][number]): Generation {
  const projection = allProjections.find((one) => one.name === name);
  if (!projection) throw new Error(`There is no read model ${name}.`);
  return generationOf(projection, number);
}

function told(error: unknown): FillerAnswer {
  if (error instanceof Interrupted) return { kind: 'interrupted' };
  if (error instanceof FoldFailed) {
    const { projection, recorded, cause } = error;
    return { kind: 'fold failed', projection, recorded, cause };
  }
  return { kind: 'failed', error };
}
