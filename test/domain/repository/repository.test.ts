import { test } from 'tap';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { ensureRepository } from '../../../domain/repository/ensure-repository.ts';
import type { RepositoryEvent } from '../../../domain/repository/events.ts';
import { repository } from '../../../domain/repository/index.ts';
import { moveRefs } from '../../../domain/repository/move-refs.ts';
import { normalisedUrl, repositoryIdOf } from '../../../domain/repository/url.ts';
import { ensureRevision } from '../../../domain/revision/ensure-revision.ts';
import { revision } from '../../../domain/revision/index.ts';
import { revisionIdOf } from '../../../domain/revision/revision-id.ts';
import { given } from '../../support/given.ts';

const url = 'https://git.example.org/group/readers';
const id = repositoryIdOf(url);
const added: RepositoryEvent = {
  type: 'RepositoryAdded',
  data: { repositoryId: id, url, providerName: 'git.example.org', credentialsId: null, ownerId: null },
};
const [first, second] = [naturalId('first'), naturalId('second')];
const moved = (
  name: string,
  revisionId: string,
  previousRevisionId: string | null,
  type: 'branch' | 'tag' = 'branch',
): RepositoryEvent => ({
  type: 'GitRefMoved',
  data: { name, type, revisionId, previousRevisionId },
});
const main = { type: 'branch', name: 'main' } as const;

test('one repository has one address', async (t) => {
  for (const given of [
    url,
    `${url}/`,
    `${url}.git`,
    `${url}.git/`,
    'http://git.example.org/group/readers',
    'https://GIT.example.org/group/readers.git',
    'https://user:secret@git.example.org/group/readers',
    'git@git.example.org:group/readers.git',
    'ssh://git@git.example.org/group/readers.git',
  ]) {
    t.equal(normalisedUrl(given), url, given);
  }
  t.equal(normalisedUrl('https://git.example.org:8443/Group/x'), 'https://git.example.org:8443/Group/x');
  for (const none of ['', 'readers', '/srv/git/readers', 'ftp://git.example.org/x', 'https://git.example.org/'])
    t.equal(normalisedUrl(none), null, none);
});

test('a repository is added once', async () => {
  given(repository)
    .when(ensureRepository, { url: `${url}.git` }, undefined, { id })
    .then(added);
  given(repository, added).when(ensureRepository, { url }, undefined, { id }).then();
});

test('refs are added and moved, and stay otherwise', async () => {
  given(repository, added, moved('main', first, null), moved('1.0', first, null, 'tag'))
    .when(moveRefs, { revisionId: second, refs: [main, { type: 'branch', name: '1.0' }] }, undefined, { id })
    .then(moved('main', second, first), moved('1.0', second, null));
});

test('a ref that points there already, or comes twice, moves once', async () => {
  given(repository, added, moved('main', first, null))
    .when(moveRefs, { revisionId: first, refs: [main] }, undefined, { id })
    .then();
  given(repository, added)
    .when(moveRefs, { revisionId: first, refs: [main, main] }, undefined, { id })
    .then(moved('main', first, null));
  given(repository)
    .when(moveRefs, { revisionId: first, refs: [main] }, undefined, { id })
    .thenRefused('not_found');
});

test('a revision is recorded once and never changes', async (t) => {
  const hash = 'A1B2C3D4'.repeat(5);
  const about = { repositoryId: id, message: 'Read faster\n\nMuch.', author: 'Somebody' };
  const revisionId = revisionIdOf(id, hash.toLowerCase());
  const recorded = {
    type: 'RevisionRecorded',
    data: { revisionId, ...about, hash: hash.toLowerCase(), committedAt: null },
  } as const;
  given(revision)
    .when(ensureRevision, { ...about, hash }, undefined, { id: revisionId })
    .then(recorded);
  given(revision, recorded)
    .when(ensureRevision, { ...about, hash, message: 'Other words' }, undefined, { id: revisionId })
    .then();
  t.notOk(ensureRevision.input.safeParse({ ...about, hash: 'main' }).success);
});
