import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'tap';
import { shownSettings, withoutCredentials } from '../../infrastructure/config-shown.ts';
import { BadConfiguration } from '../../infrastructure/config.ts';
import { settingsSchema } from '../../infrastructure/settings.ts';

test('given nothing, every setting is shown with its default', async (t) => {
  const shown = shownSettings({});
  t.strictSame(
    shown.map(({ name }) => name),
    Object.keys(settingsSchema.shape),
  );
  t.ok(shown.every(({ source }) => source === 'default'));
  t.match(
    shown.find(({ name }) => name === 'port'),
    { variable: 'COLOPHON_PORT', value: '8000' },
  );
  t.match(
    shown.find(({ name }) => name === 'databaseUrl'),
    { value: null, file: null },
  );
});

test('each value says where it came from, and no secret is shown', async (t) => {
  const file = join(t.testdir(), 'url');
  writeFileSync(file, 'postgres://colophon:hidden-1@db:5432/colophon?sslmode=require&sslpassword=hidden-2\n');
  const shown = shownSettings({ COLOPHON_PORT: '9000', COLOPHON_SECRET_KEY: 'hidden-3-hidden-3', COLOPHON_DATABASE_URL_FILE: file });
  const of = (name: string) => shown.find((one) => one.name === name);
  t.match(of('port'), { value: '9000', source: 'environment', file: null });
  t.match(of('secretKey'), { value: '********', source: 'environment' });
  t.match(of('databaseUrl'), {
    value: 'postgres://colophon:********@db:5432/colophon?sslmode=require&sslpassword=********',
    source: 'file',
    file,
  });
  t.notMatch(JSON.stringify(shown), /hidden/);
});

test('what cannot be used is not shown as if it could', async (t) => {
  t.throws(() => shownSettings({ COLOPHON_PORT: 'many' }), BadConfiguration);
});

test('passwords inside addresses of any kind are masked, hosts and options stay', async (t) => {
  for (const [url, shown] of [
    ['redis://:pw@queue:6379/1', 'redis://:********@queue:6379/1'],
    [
      'esdb://ops:pw@a:2113,b:2113,c:2113?tls=true&tlsCAFile=/ca.crt',
      'esdb://ops:********@a:2113,b:2113,c:2113?tls=true&tlsCAFile=/ca.crt',
    ],
    ['s3://id:pw/w@host/bucket?region=x', '********'],
    ['s3://id:pw@w@host/bucket?region=x', '********'],
    ['postgres://me@localhost/db?host=/run', 'postgres://me@localhost/db?host=/run'],
    ['http://here:8000', 'http://here:8000'],
  ] as const)
    t.equal(withoutCredentials(url), shown, url);
});

test('whatever stands where a password belongs, it is not shown', async () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (noise) => {
      const password = `#1~${noise}~1#`;
      return !withoutCredentials(`postgres://me:${password}@db/colophon?x=1`).includes(password);
    }),
  );
});
