import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import tap, { test } from 'tap';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { StandIn } from '../support/eventstoredb/stand-in.ts';
import { fillLog } from '../support/filled-log.ts';
import { migratedDatabase } from '../support/migrated.ts';
import { colophon, ended, startColophon } from './support/command.ts';
import { wrongRows } from './support/rebuild.ts';
import type { Answer } from './support/rest.ts';
import { Strikes } from './support/strikes.ts';
import { until } from './support/until.ts';

const store = await StandIn.open();
tap.teardown(() => store.kill());
const strikes = await Strikes.open(tap, {
  COLOPHON_DATA: join(testFolder(tap), 'data'),
  COLOPHON_DATABASE_URL: (await migratedDatabase(tap)).url,
  COLOPHON_EVENT_STORE_URL: store.url,
});
const rest = await strikes.server.user('ada@example.org', '--admin');

const create = (name: string, key: string) => rest.ask('POST', '/corpus/', { body: { name }, headers: { 'Idempotency-Key': key } });
const eventsOf = ({ body }: Answer): readonly string[] =>
  (store.log.stream(`corpus-${(body as { readonly id: string }).id}`) ?? []).map(({ type }) => type);
const undisturbed = eventsOf(await create('undisturbed', randomUUID()));

for (const [point, where] of [
  ['project appended', 'after an append and before the answer'],
  ['page written', 'between the rows of a page and its commit'],
  ['page committed', 'after the commit of a page that it did not hear of'],
] as const)
  test(`given it is killed ${where}, the same request is answered, nothing is doubled, all of it is shown`, async (t) => {
    const key = randomUUID();

    await strikes.at(point, () => create(point, key));

    const answer = await until('the same request is answered', async () => {
      const seen = await create(point, key);
      return seen.status < 500 && seen;
    });
    t.match(answer, { status: 201, body: { name: point } });
    t.strictSame(eventsOf(answer), undisturbed, 'the log has it once');
    const made = await rest.get<readonly { id: string; name: string }[]>('/corpus/');
    t.match(
      made.filter(({ name }) => name === point),
      [{ id: (answer.body as { readonly id: string }).id }],
    );
    t.strictSame(await wrongRows(strikes.server), []);
  });

interface View {
  readonly name: string;
  readonly live: { readonly number: number } | null;
  readonly building: { readonly number: number; readonly state: string } | null;
  readonly retired: { readonly number: number } | null;
}

const view = async (): Promise<View> =>
  (await rest.get<readonly View[]>('/colophon/projections/')).find(({ name }) => name === 'elements')!;
const operate = (act: string, body: object = {}) => rest.post(`/colophon/projection/elements/${act}/`, body);

test('given it is killed inside a switch, nothing of that is done; given right after it, all of it', async (t) => {
  await operate('rebuild');
  await until('it has caught up', async () => (await view()).building?.state === 'caught_up');
  await operate('verify', { full: true });
  await until('it is what the live one is', async () => (await view()).building?.state === 'verified');
  const { live, building } = await view();

  await strikes.at('switch written', () => operate('switch'));

  t.match(await view(), { live: { number: live?.number }, building: { number: building?.number, state: 'verified' } });

  await strikes.at('switch committed', () => operate('switch'));

  t.match(await view(), { live: { number: building?.number }, building: null, retired: { number: live?.number } });
  t.strictSame(await wrongRows(strikes.server), []);
});

test('given it is killed while it copies a log there, the same command goes on, and the copy is whole', async (t) => {
  const [there, from] = [await StandIn.open(), await migratedDatabase(t)];
  t.teardown(() => there.kill());
  const events = 6_000;
  await fillLog(from.pool(), events);
  const environment = { COLOPHON_DATA: testFolder(t), COLOPHON_DATABASE_URL: from.url };
  const copying = startColophon(['log', 'copy', '--to', there.url], environment);
  const end = ended(copying);
  await until('a part is copied', () => there.log.entries.length > 500);
  copying.kill('SIGKILL');
  await end;
  const left = there.log.entries.length;
  t.ok(left < events, `killed in the middle, at ${left}`);

  const { lastLine } = await colophon(['log', 'copy', '--to', there.url, '--json'], environment);

  const said = JSON.parse(lastLine) as { readonly found: number };
  t.match(said, { events, streams: 600 });
  t.ok(said.found >= 500, 'what was there is kept');
});
