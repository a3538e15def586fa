import { once } from 'node:events';
import { createServer, type AddressInfo, type ListenOptions, type Server } from 'node:net';
import { test } from 'tap';
import {
  BadConfiguration,
  EmbeddedPostgresError,
  NewerDatabase,
  LentSessions,
  UnusableDatabase,
  UnusableDataFolder,
} from '../../../infrastructure/container/errors.ts';
import { ApiFailure, ServerAway } from '../../../interfaces/cli/api.ts';
import { explained } from '../../../interfaces/cli/exit.ts';
import { Problem } from '../../../interfaces/cli/problem.ts';

async function listening(server: Server, where: ListenOptions): Promise<Server> {
  server.listen(where);
  await once(server, 'listening');
  return server;
}

const failure = (where: ListenOptions): Promise<unknown> =>
  listening(createServer(), where).then(
    (server) => server.close(),
    (error: unknown) => error,
  );

test('what a person can mend is said in sentences, without a stack', async (t) => {
  const expected: readonly (readonly [Error, RegExp])[] = [
    [new Problem('--email: give one.'), /^--email: give one\.$/],
    [new BadConfiguration(['COLOPHON_PORT: too large']), /^The configuration is not usable:\n {2}COLOPHON_PORT: too large$/],
    [new EmbeddedPostgresError('data_damaged', 'The data folder is damaged.'), /damaged\.\nOr set COLOPHON_DATABASE_URL/],
    [new NewerDatabase(['0009 rights']), /newer version .*0009 rights/],
    [new UnusableDataFolder('/data', new Error('read-only')), /\/data cannot be used: read-only\. .*COLOPHON_DATA/],
    [new UnusableDatabase(new Error('role "me" does not exist')), /COLOPHON_DATABASE_URL cannot be used: role "me" does not exist\./],
    [new UnusableDatabase(Object.assign(new Error(''), { code: 'ECONNREFUSED' })), /cannot be used: ECONNREFUSED\./],
    [
      new LentSessions({ grade: 'problem', says: 'A pooler stands between.', remedy: 'Name PostgreSQL itself.' }),
      /^A pooler stands between\. Name PostgreSQL itself\.$/,
    ],
    [new ApiFailure('GET', '/user/', 401, { detail: 'Invalid token.' }), /^GET \/user\/ answered 401: Invalid token\.$/],
    [new ServerAway('http://127.0.0.1:8000', new Error('refused')), /^There is no Colophon at http:\/\/127\.0\.0\.1:8000\. .*npm start/],
  ];
  for (const [error, sentence] of expected) {
    t.match(explained(error), sentence);
    t.notMatch(explained(error), /\n\s+at /, error.name);
  }
});

test('a port that is taken is named, with the ways out', async (t) => {
  const taken = await listening(createServer(), { host: '127.0.0.1', port: 0 });
  t.teardown(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  const text = explained(await failure({ host: '127.0.0.1', port }));
  t.match(text, `Port ${port} of 127.0.0.1 is taken`);
  t.match(text, 'COLOPHON_PORT');
});

test('a port that only the administrator of the machine may use, and an address that is not here', async (t) => {
  const denied = Object.assign(new Error('listen EACCES: permission denied'), { syscall: 'listen', code: 'EACCES', port: 80 });
  t.match(explained(denied), /^Port 80 .*above 1023 with COLOPHON_PORT/);
  t.match(explained(await failure({ host: '192.0.2.1', port: 0 })), /^The server cannot listen: .*192\.0\.2\.1.*COLOPHON_HOST/);
});

test('a defect is shown whole', async (t) => {
  const defect = new TypeError('undefined is not a function');
  t.equal(explained(defect), defect.stack);
  t.match(explained(defect), /\n\s+at /);
  t.equal(explained('nothing to say'), 'nothing to say');
});
