import { chownSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { runFolder } from '../../../../infrastructure/database/embedded/socket-folder.ts';
import { ordinaryUser, projectIsReachable, testFolder } from './support/homes.ts';
import { startProgram } from './support/programs.ts';
import { query } from './support/server.ts';

const skip = ordinaryUser !== undefined && !projectIsReachable ? 'other users cannot enter the folder of the project' : false;

test('an ordinary user has a database of their own, also under a path too long for a socket', { skip }, async (t) => {
  const home = join(testFolder(t), 'long'.repeat(30));
  mkdirSync(home);
  if (ordinaryUser !== undefined) chownSync(home, ordinaryUser.uid, ordinaryUser.gid);
  t.teardown(() => rmSync(runFolder(home, ordinaryUser), { recursive: true }));
  const program = await startProgram(t, home, ordinaryUser);

  t.match(await program.ask('open', 'opened'), { kind: 'opened' });
  t.equal(statSync(join(home, 'pgdata')).uid, ordinaryUser?.uid ?? process.getuid?.());
  t.match(await query(home, 'select current_user::text as user'), [{ user: 'colophon' }], 'root, too, joins it as its owner');
  t.match(await program.ask('close', 'closed'), { kind: 'closed' });
});

test(
  'another user is told whose database it is',
  { skip: skip || (ordinaryUser === undefined ? 'needs root, to be somebody else' : false) },
  async (t) => {
    const home = testFolder(t);
    mkdirSync(join(home, 'pgdata'), { mode: 0o700 });
    const program = await startProgram(t, home, ordinaryUser);

    t.match(await program.ask('open', 'opened'), { kind: 'failed', code: 'wrong_owner', message: /belongs to user 0\. Run as that user/ });
  },
);
