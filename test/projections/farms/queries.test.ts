import { test } from 'tap';
import { system } from '../../../domain/kernel/event.ts';
import { farms } from '../../../projections/farms/fold.ts';
import { farmsLook } from '../../../projections/farms/look.ts';
import { defaultFarm, farmNames, farmsPage } from '../../../projections/farms/queries.ts';
import { inStream } from '../../support/folding.ts';
import { memoryIdentity } from '../../support/memory-identity.ts';
import { tablesAfter } from '../../support/read-models.ts';
import { agentId, theTask } from '../../support/tasks.ts';

const farmId = (n: number): string => `fa000000-0000-4000-8000-00000000000${n}`;
const farm = (n: number, name: string) => inStream(`farm-${farmId(n)}`)({ type: 'FarmCreated', data: { farmId: farmId(n), name } });
const unknown = farmId(9);

test('farms on real tables', async (t) => {
  const db = await tablesAfter(t, [farms], ...farm(2, 'Mill'), ...farm(3, 'Attic'), ...farm(1, 'Mill'));
  const { identity, add } = memoryIdentity();
  const look = farmsLook(db, identity);
  const usable = (id: string | null, user: number) => look.usable(id, { kind: 'user', id: String(user) });

  await t.test('are listed by name, then id, all or some', async (t) => {
    const page = async (...[ids, offset = 0, limit = 10]: [readonly string[] | 'all', number?, number?]) => {
      const { count, rows } = await farmsPage(db, ids, { offset, limit });
      return [count, rows.map(({ id }) => id)];
    };
    t.strictSame(await page('all'), [3, [farmId(3), farmId(1), farmId(2)]]);
    t.strictSame(await page('all', 1, 1), [3, [farmId(1)]]);
    t.strictSame(await page([farmId(2), unknown]), [1, [farmId(2)]]);
    t.strictSame(await page([]), [0, []]);
  });
  await t.test('have names', async (t) => {
    t.strictSame([...(await farmNames(db, [farmId(3), null, unknown, farmId(3)]))], [[farmId(3), 'Attic']]);
    t.equal((await farmNames(db, [null])).size, 0);
  });
  await t.test('the oldest is the default', async (t) => {
    t.match(await defaultFarm(db), { id: farmId(2) });
  });
  await t.test('are usable to their guests and to administrators, the default one as any', async (t) => {
    const [ida, bob] = [add('ida', { admin: true }), add('bob')];
    await identity.memberships.grant(bob.id, { kind: 'farm', id: farmId(3) }, 'guest', 'test');
    t.strictSame([await usable(farmId(3), bob.id), await usable(farmId(1), bob.id), await usable(null, bob.id)], [farmId(3), null, null]);
    t.strictSame(
      [await usable(farmId(1), ida.id), await usable(null, ida.id), await usable(unknown, ida.id)],
      [farmId(1), farmId(2), null],
    );
    t.strictSame([await look.usable(farmId(1), system('test')), await look.usable(unknown, system('test'))], [farmId(1), null]);
    t.strictSame([await usable(farmId(3), 99), await look.usable(farmId(3), theTask)], [null, null], 'to nobody else');
    t.equal(await look.usable(farmId(3), { kind: 'agent', id: agentId }), null);
  });
});

test('where there is no farm, there is no default', async (t) => {
  const db = await tablesAfter(t, [farms]);
  t.equal(await defaultFarm(db), undefined);
  t.equal(await farmsLook(db, memoryIdentity().identity).usable(null, system('test')), null);
});
