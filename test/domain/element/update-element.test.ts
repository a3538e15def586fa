import { test } from 'tap';
import { element } from '../../../domain/element/index.ts';
import { updateElement, type UpdateElementFacts } from '../../../domain/element/update-element.ts';
import { wholeImage } from '../../../domain/element/zone.ts';
import { given } from '../../support/given.ts';
import * as a from '../../support/elements.ts';

const polygon = a.box(10, 10, 50, 50);
const facts = (over: Partial<UpdateElementFacts> = {}): UpdateElementFacts => ({
  element: { image: a.image, polygon },
  typeId: null,
  image: null,
  ...over,
});
const id = a.pageId;
const updated = (changes: object) => ({ type: 'ElementUpdated', data: { elementId: id, ...changes } }) as const;
const small = { id: a.otherId, status: 'checked', width: 30, height: 30 } as const;

test('fields are changed as asked', async () => {
  given(element)
    .when(updateElement, { name: 'Recto', confidence: null, mirrored: true, rotationAngle: 90 }, facts(), { id })
    .then(updated({ name: 'Recto', confidence: null, mirrored: true, rotationAngle: 90 }));
  given(element).when(updateElement, {}, facts(), { id }).then();
});

test('what an earlier change has set is not written again', async () => {
  const past = [updated({ name: 'Recto' }), updated({ confidence: 0.5 })] as const;
  given(element, ...past)
    .when(updateElement, { name: 'Recto', confidence: 0.5 }, facts(), { id })
    .then();
  given(element, ...past)
    .when(updateElement, { name: 'Verso', confidence: 0.5 }, facts(), { id })
    .then(updated({ name: 'Verso' }));
});

test('the type is one of the project', async () => {
  given(element)
    .when(updateElement, { typeSlug: 'line' }, facts({ typeId: a.lineTypeId }), { id })
    .then(updated({ typeId: a.lineTypeId }));
  given(element).when(updateElement, { typeSlug: 'map' }, facts(), { id }).thenRefused('validation_failed');
});

test('a new polygon lies on the image that the element has', async () => {
  given(element)
    .when(updateElement, { polygon: a.box(0, 0, 5, 5) }, facts(), { id })
    .then(updated({ imageId: a.imageId, polygon: a.box(0, 0, 5, 5) }));
  given(element)
    .when(updateElement, { polygon: a.box(0, 0, 5, 5000) }, facts(), { id })
    .thenRefused('validation_failed');
  given(element)
    .when(updateElement, { polygon: a.box(0, 0, 5, 5) }, facts({ element: { image: null, polygon: null } }), { id })
    .thenRefused('validation_failed');
});

test('a polygon taken away leaves the whole image', async () => {
  given(element)
    .when(updateElement, { polygon: null }, facts(), { id })
    .then(updated({ imageId: a.imageId, polygon: wholeImage(a.image) }));
});

test('a new image keeps the polygon, which must lie inside it', async () => {
  const large = { ...small, width: 3000, height: 3000 };
  given(element)
    .when(updateElement, { imageId: large.id }, facts({ image: large }), { id })
    .then(updated({ imageId: large.id, polygon }));
  given(element)
    .when(updateElement, { imageId: small.id }, facts({ image: small }), { id })
    .thenRefused('validation_failed');
  given(element)
    .when(updateElement, { imageId: small.id }, facts({ element: { image: null, polygon: null }, image: small }), { id })
    .then(updated({ imageId: small.id, polygon: wholeImage(small) }));
});

test('without an image an element has no zone', async () => {
  given(element)
    .when(updateElement, { imageId: null }, facts(), { id })
    .then(updated({ imageId: null, polygon: null }));
  given(element).when(updateElement, { imageId: null, polygon }, facts(), { id }).thenRefused('validation_failed');
});

test('an element, or an image, that does not exist is refused', async () => {
  given(element)
    .when(updateElement, { name: 'Recto' }, facts({ element: null }), { id })
    .thenRefused('not_found');
  given(element).when(updateElement, { imageId: a.otherId }, facts(), { id }).thenRefused('validation_failed');
});
