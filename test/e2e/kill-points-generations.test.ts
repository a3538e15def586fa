import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import tap, { test } from 'tap';
import { wrongRows } from './support/rebuild.ts';
import { Strikes } from './support/strikes.ts';
import { until } from './support/until.ts';
import { pageNames, project } from './support/workshop.ts';

const strikes = await Strikes.open(tap);
const { server } = strikes;
const rest = await server.user('ada@example.org', '--admin');
await project(rest, pageNames(25));

interface Generation {
  readonly number: number;
  readonly state: string;
  readonly position: string;
}

interface View {
  readonly name: string;
  readonly live: Generation | null;
  readonly building: Generation | null;
  readonly retired: Generation | null;
}

const view = async (): Promise<View> =>
  (await rest.get<readonly View[]>('/colophon/projections/')).find(({ name }) => name === 'elements')!;
const operate = (act: string, body: object = {}) => rest.post(`/colophon/projection/elements/${act}/`, body);

/** Where the log says that the building of a generation began, each time. */
const begun = (number: number): readonly bigint[] =>
  readFileSync(join(server.data, 'colophon.log'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('New tables of a read model are being built'))
    .map((line) => JSON.parse(line) as { readonly projection: string; readonly generation: number; readonly after: string })
    .filter(({ projection, generation }) => projection === 'elements' && generation === number)
    .map(({ after }) => BigInt(after));

for (const [point, number] of [
  ['build written', 2],
  ['build committed', 3],
] as const)
  test(`given it is killed with a part of a generation ${point.replace('build ', '')}, that generation is built on from there to its end`, async (t) => {
    await operate('rebuild', { max_rate: 3 });
    const reached = await until('a part of it is kept', async () => BigInt((await view()).building?.position ?? 0));

    await strikes.at(point, async () => undefined);

    const beginnings = await until('it is built on', () => begun(number).length === 2 && begun(number));
    t.equal(beginnings[0], 0n);
    t.ok(beginnings[1]! >= reached, `what was kept is not built again: it went on after ${beginnings[1]}, ${reached} was kept`);
    await until('it has caught up', async () => (await view()).building?.state === 'caught_up');
    await operate('verify', { full: true });
    await until('it is what the live one is', async () => (await view()).building?.state === 'verified');
    t.equal((await view()).building?.number, number, 'it is the same one');
    t.strictSame(await wrongRows(server), []);
    if (point === 'build written') await rest.ask('DELETE', `/colophon/projection/elements/generation/${(await view()).building?.number}/`);
  });

test('given it is killed inside a switch, nothing of that is done, and the switch can be asked for again', async (t) => {
  const { live, building } = await view();

  await strikes.at('switch written', () => operate('switch'));

  t.match(await view(), { live: { number: live?.number }, building: { number: building?.number, state: 'verified' } });
  t.strictSame(await wrongRows(server), []);
});

test('given it is killed right after a switch, all of it is done', async (t) => {
  const { live, building } = await view();

  await strikes.at('switch committed', () => operate('switch'));

  t.match(await view(), { live: { number: building?.number }, building: null, retired: { number: live?.number } });
  t.strictSame(await wrongRows(server), []);
});
