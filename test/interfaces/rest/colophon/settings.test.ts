import { test } from 'tap';
import { listSettings } from '../../../../interfaces/rest/colophon/settings/list-settings.ts';
import { restBench } from '../../../support/rest-bench.ts';

const path = '/colophon/settings/';

test('given an instance admin, every setting of the node is shown, and no secret', async (t) => {
  const { ask, person } = await restBench(t, [listSettings]);
  const { status, body } = await ask('GET', path, { as: person({ admin: true }) });
  t.equal(status, 200, JSON.stringify(body));
  const shown = body as readonly { readonly name: string }[];
  const one = (name: string) => shown.find((setting) => setting.name === name);
  t.match(one('port'), { variable: 'COLOPHON_PORT', source: 'default', file: null });
  t.match(one('mailUrl'), { source: 'environment', value: /^smtp:\/\/.*mail\.example\.org/ });
  t.notMatch(JSON.stringify(body), /dontsayit/);
});

test('given anybody else, nothing is shown', async (t) => {
  const { ask, person } = await restBench(t, [listSettings]);
  t.match(await ask('GET', path), { status: 401 });
  t.match(await ask('GET', path, { as: person() }), { status: 403 });
});
