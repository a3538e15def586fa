import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { defaultPostgresHome } from '../../../../infrastructure/database/embedded/embedded-postgres.ts';
import { ordinaryUser, testFolder } from './support/homes.ts';

const isRoot = ordinaryUser !== undefined;

test('the database lies in the data folder', async (t) => {
  const project = testFolder(t);
  t.equal(defaultPostgresHome(join(project, 'data'), project), join(project, 'data', 'postgres'));
});

test('in a place that others cannot enter, only root goes elsewhere', async (t) => {
  const project = join(testFolder(t), 'colophon');
  mkdirSync(project, { mode: 0o700 });
  const near = join(project, 'data', 'postgres');

  const home = defaultPostgresHome(join(project, 'data'), project);

  if (isRoot) t.match(home, /^\/var\/lib\/colophon\/colophon-[0-9a-f]{8}$/);
  else t.equal(home, near);
  t.equal(defaultPostgresHome(join(project, 'data'), project), home, 'the same place every time');
  if (isRoot) t.not(defaultPostgresHome(join(project, 'other'), project), home, 'another place for other data');
});

test('a database that exists stays where it is', async (t) => {
  const project = testFolder(t);
  const near = join(project, 'data', 'postgres');
  mkdirSync(join(near, 'pgdata'), { recursive: true });
  chmodSync(project, 0o700);

  t.equal(defaultPostgresHome(join(project, 'data'), project), near);
});
