import { test } from 'tap';
import type { RepositoryEvent } from '../../../domain/repository/events.ts';
import { repositories } from '../../../projections/repositories/fold.ts';
import { revisions } from '../../../projections/revisions/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import { otherId as repositoryId, pageId as first, imageId as next } from '../../support/elements.ts';

const moved = (name: string, revisionId: string, previousRevisionId: string | null): RepositoryEvent => ({
  type: 'GitRefMoved',
  data: { name, type: 'branch', revisionId, previousRevisionId },
});

test('refs of a repository point where they were moved last, in the order in which they came', async (t) => {
  const url = 'https://git.example.org/readers';
  const history = inStream(`repository-${repositoryId}`)<RepositoryEvent>(
    { type: 'RepositoryAdded', data: { repositoryId, url, providerName: 'git.example.org', credentialsId: null, ownerId: null } },
    moved('main', first, null),
    moved('fast', first, null),
    moved('main', next, first),
  );
  const row = rowsAfter(repositories, ...history).get(repositoryId);
  t.match(row, { url, providerName: 'git.example.org', created: second(0), revision: 3 });
  t.match(row?.refs, [
    { type: 'branch', name: 'main', revisionId: next },
    { type: 'branch', name: 'fast', revisionId: first },
  ]);
  t.equal(new Set(row?.refs.map(({ id }) => id)).size, 2);
});

test('a revision is a row with the instant of its commit', async (t) => {
  const about = { repositoryId, hash: 'a1b2c3d', message: 'Read', author: 'Somebody' };
  const data = { revisionId: first, ...about, committedAt: '2025-12-31T10:00:00Z' };
  const rows = rowsAfter(revisions, ...inStream(`revision-${first}`)({ type: 'RevisionRecorded', data }));
  t.same([...rows.values()], [{ id: first, ...about, committedAt: new Date('2025-12-31T10:00:00Z'), created: second(0), revision: 0 }]);
});
