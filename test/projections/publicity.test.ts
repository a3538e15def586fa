import { test } from 'tap';
import type { TargetKind } from '../../application/ports/identity/memberships.ts';
import { naturalId } from '../../domain/kernel/ids.ts';
import { corpora } from '../../projections/corpora/fold.ts';
import { farms } from '../../projections/farms/fold.ts';
import { publicityOf } from '../../projections/publicity.ts';
import { repositories } from '../../projections/repositories/fold.ts';
import { workers } from '../../projections/workers/fold.ts';
import { inStream } from '../support/folding.ts';
import { readSideAfter } from '../support/read-models.ts';

const id = (name: string): string => naturalId('publicity', name);
const corpus = (name: string, open: boolean) =>
  inStream(`corpus-${id(name)}`)({
    type: 'CorpusCreated',
    data: { corpusId: id(name), name, description: '', public: open, creatorId: 1 },
  });
const worker = (name: string, open: boolean) =>
  inStream(`worker-${id(name)}`)({
    type: 'WorkerCreated',
    data: { workerId: id(name), slug: name, name, typeSlug: 'recognizer', description: '', repositoryId: null, public: open },
  });

test('what is there, and what of it is open to everybody', async (t) => {
  const { db, current } = await readSideAfter(
    t,
    [corpora, farms, repositories, workers],
    ...corpus('registers', false),
    ...corpus('letters', true),
    ...worker('reader', false),
    ...worker('segmenter', true),
    ...inStream(`farm-${id('mill')}`)({ type: 'FarmCreated', data: { farmId: id('mill'), name: 'Mill' } }),
    ...inStream(`repository-${id('code')}`)({
      type: 'RepositoryAdded',
      data: { repositoryId: id('code'), url: 'https://git.example.org/code', providerName: 'git', credentialsId: null, ownerId: null },
    }),
  );
  const publicity = async (kind: TargetKind, name: string) => (await publicityOf(db, current, { kind, id: id(name) }))?.public ?? null;
  const expected: readonly (readonly [TargetKind, string, boolean | null])[] = [
    ['corpus', 'registers', false],
    ['corpus', 'letters', true],
    ['worker', 'reader', false],
    ['worker', 'segmenter', true],
    ['farm', 'mill', false],
    ['repository', 'code', false],
    ['corpus', 'nothing', null],
    ['worker', 'nothing', null],
    ['farm', 'nothing', null],
    ['repository', 'nothing', null],
    ['model', 'nothing', null],
    ['worker', 'letters', null],
  ];
  for (const [kind, name, open] of expected) t.equal(await publicity(kind, name), open, `${kind} ${name}`);
});
