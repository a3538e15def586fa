import { test } from 'tap';
import { changeElementType } from '../../../domain/corpus/change-element-type.ts';
import { createCorpus } from '../../../domain/corpus/create-corpus.ts';
import { createElementType } from '../../../domain/corpus/create-element-type.ts';
import type { CorpusEvent } from '../../../domain/corpus/events.ts';
import { corpus } from '../../../domain/corpus/index.ts';
import { updateCorpus } from '../../../domain/corpus/update-corpus.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { asking, given } from '../../support/given.ts';

const { id, commandId } = asking();
const user = { kind: 'user', id: '7' } as const;
const pageId = 'd5b2f0a4-30a1-4d8a-bb7b-0f9d1f7c1c01';

const created: CorpusEvent = {
  type: 'CorpusCreated',
  data: { corpusId: id, name: 'Registers', description: '', public: false, creatorId: 7 },
};
const type = (over: Partial<Extract<CorpusEvent, { type: 'ElementTypeAdded' }>['data']> = {}) => ({
  elementTypeId: pageId,
  slug: 'page',
  displayName: 'Page',
  folder: false,
  color: '28b62c',
  indexable: false,
  ...over,
});
const pageType: CorpusEvent = { type: 'ElementTypeAdded', data: type() };

test('a new project has a folder, a page and a text line', async (t) => {
  const { verdict } = given(corpus).when(createCorpus, { name: ' Registers ' }, undefined, { actor: user });
  t.same(verdict.events[0], created);
  t.same(
    verdict.events
      .slice(1)
      .map((event) => event.type === 'ElementTypeAdded' && [event.data.slug, event.data.folder, event.data.elementTypeId]),
    [
      ['folder', true, derivedId(commandId, 1)],
      ['page', false, derivedId(commandId, 2)],
      ['text_line', false, derivedId(commandId, 3)],
    ],
  );
});

test('a project that no user made has no creator', async (t) => {
  const { verdict } = given(corpus).when(createCorpus, { name: 'Registers' });
  t.match(verdict.events[0], { data: { creatorId: null } });
});

test('only what differs is changed', async () => {
  given(corpus, created)
    .when(updateCorpus, { name: 'Registers', public: true })
    .then({ type: 'CorpusUpdated', data: { public: true } });
  given(corpus, created).when(updateCorpus, { name: 'Registers', description: '' }).then();
  given(corpus, created).when(updateCorpus, {}).then();
});

test('a project that does not exist cannot be changed', async () => {
  given(corpus).when(updateCorpus, { name: 'Other' }).thenRefused('not_found');
  given(corpus).when(createElementType, { slug: 'act', displayName: 'Act' }).thenRefused('not_found');
});

test('an element type comes under a slug of its own', async () => {
  given(corpus, created, pageType)
    .when(createElementType, { slug: 'act', displayName: 'Act', color: '#FFAA00' })
    .then({
      type: 'ElementTypeAdded',
      data: type({ elementTypeId: derivedId(commandId, 0), slug: 'act', displayName: 'Act', color: 'ffaa00' }),
    });
  given(corpus, created, pageType).when(createElementType, { slug: 'page', displayName: 'Leaf' }).thenRefused('slug_taken');
});

test('the slug of a removed type is free again', async (t) => {
  const past = [created, pageType, { type: 'ElementTypeRemoved', data: { elementTypeId: pageId } }] as const;
  const { verdict } = given(corpus, ...past).when(createElementType, { slug: 'page', displayName: 'Page' });
  t.equal(verdict.refusals.length, 0);
});

test('a type is changed whole, and keeps its slug from others', async () => {
  const line = type({ elementTypeId: derivedId(commandId, 9), slug: 'line' });
  given(corpus, created, pageType)
    .when(changeElementType, { elementTypeId: pageId, displayName: 'Leaf' })
    .then({ type: 'ElementTypeChanged', data: type({ displayName: 'Leaf' }) });
  given(corpus, created, pageType).when(changeElementType, { elementTypeId: pageId, slug: 'page' }).then();
  given(corpus, created, pageType, { type: 'ElementTypeAdded', data: line })
    .when(changeElementType, { elementTypeId: pageId, slug: 'line' })
    .thenRefused('slug_taken');
  given(corpus, created).when(changeElementType, { elementTypeId: pageId, slug: 'line' }).thenRefused('not_found');
});
