import { test } from 'tap';
import { readSettings } from '../../infrastructure/config.ts';
import { settingsSchema, variableOf } from '../../infrastructure/settings.ts';

const withPassword = (password: string) => ({
  databaseUrl: `postgres://colophon:${password}@postgres:5432/colophon`,
  eventStoreUrl: `esdb://admin:${password}@eventstore:2113?tls=true&tlsCAFile=/certificates/ca.crt`,
  queueUrl: `redis://:${password}@redis:6379`,
  blobsUrl: `s3://colophon:${password}@storage:9000/colophon?tls=false`,
  mailUrl: `smtp://me%40example.org:${password}@mail:587`,
});
type Address = keyof ReturnType<typeof withPassword>;
const names = Object.keys(withPassword('')) as readonly Address[];

test('given a password with signs that mean something else in an address, then it is refused, and the error says how to write them', (t) => {
  for (const password of ['a/b', 'a?b', 'a#b', 'a%b'])
    for (const name of names) {
      const address = withPassword(password)[name];
      const pattern = new RegExp(`${variableOf(name)}: it must have the form .*, in names and passwords / as %2F`);
      t.throws(() => readSettings({ [variableOf(name)]: address }), { message: pattern }, address);
    }
  t.end();
});

test('given those signs percent-encoded, then it is taken', (t) => {
  const all = withPassword(encodeURIComponent('a/b?c#d%e@f+g=h'));
  t.match(readSettings(Object.fromEntries(names.map((name) => [variableOf(name), all[name]]))), all);
  t.end();
});

test('an address has the scheme of its engine; an event store may have several hosts', (t) => {
  for (const address of [
    'esdb://u:p@a:2113,b:2113,c:2113?tls=true',
    'esdb+discover://u:p@cluster.example.org:2113',
    'esdb://127.0.0.1:2113?tls=false',
  ])
    t.equal(settingsSchema.parse({ eventStoreUrl: address }).eventStoreUrl, address);
  for (const [name, address] of [
    ['databaseUrl', 'http://db'],
    ['eventStoreUrl', 'esdb://'],
    ['eventStoreUrl', 'esdb:/host'],
    ['queueUrl', 'http://redis'],
    ['blobsUrl', 's3://storage/scans'],
    ['blobsUrl', 's3://key:secret@storage'],
    ['blobsUrl', 's3://key:secret@storage/scans/below'],
    ['mailUrl', 'mail.example.org'],
  ] as const)
    t.notOk(settingsSchema.safeParse({ [name]: address }).success, address);
  t.end();
});
