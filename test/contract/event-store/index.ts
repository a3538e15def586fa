import type { Test } from 'tap';
import { appending } from './appending.ts';
import { content } from './content.ts';
import { expecting } from './expecting.ts';
import { limits } from './limits.ts';
import { model } from './model.ts';
import { ordering } from './ordering.ts';
import { reading } from './reading.ts';
import { repeating } from './repeating.ts';
import { restarting } from './restarting.ts';
import { subscribing } from './subscribing.ts';
import type { Adapter } from './subject.ts';
import { waking } from './waking.ts';

export type { Adapter, Subject } from './subject.ts';

const promises = { appending, content, expecting, repeating, limits, reading, ordering, model, waking, subscribing };

/** Every promise of the port `EventStore`, shown on an adapter. */
export async function eventStoreContract(t: Test, adapter: Adapter): Promise<void> {
  const subject = await adapter.open(t);
  t.teardown(() => subject.close());
  for (const [name, cases] of Object.entries(promises)) await t.test(name, (group) => cases(group, subject));
  const { restart } = subject;
  if (restart) await t.test('restarting', (group) => restarting(group, { ...subject, restart }));
  else if (adapter.lacks?.durability) await t.test('restarting', { skip: adapter.lacks.durability }, () => undefined);
  else t.fail('an adapter that is durable brings a restart');
}
