import { test } from 'tap';
import { addImageServer } from '../../../domain/image-server/add-image-server.ts';
import { builtInServer } from '../../../domain/image-server/built-in.ts';
import { imageServer } from '../../../domain/image-server/index.ts';
import { checkImage } from '../../../domain/image/check-image.ts';
import { declareImage } from '../../../domain/image/declare-image.ts';
import type { ImageEvent } from '../../../domain/image/events.ts';
import { failImage } from '../../../domain/image/fail-image.ts';
import { imageIdOf, keptImagePath } from '../../../domain/image/image-id.ts';
import { image } from '../../../domain/image/index.ts';
import { given } from '../../support/given.ts';

const hash = 'ab'.repeat(32);
const path = keptImagePath(hash);
const id = imageIdOf(builtInServer.serverId, path);
const wanted = { serverId: builtInServer.serverId, path, hash };
const declared: ImageEvent = { type: 'ImageDeclared', data: { imageId: id, ...wanted, width: 0, height: 0 } };
const checked: ImageEvent = { type: 'ImageChecked', data: { width: 800, height: 1000 } };
const failed: ImageEvent = { type: 'ImageFailed', data: { reason: 'broken' } };
const found = { kind: 'image', hash, width: 800, height: 1000 } as const;

test('an image is declared under its path', async () => {
  given(image).when(declareImage, wanted, undefined, { id }).then(declared);
});

test('declaring it again is nothing new until it is good, then it is refused with its id', async (t) => {
  given(image, declared).when(declareImage, wanted, undefined, { id }).then();
  given(image, declared, failed).when(declareImage, wanted, undefined, { id }).then();
  const again = given(image, declared, checked).when(declareImage, wanted, undefined, { id });
  again.thenRefused('image_exists');
  t.match(again.verdict.refusals[0], { field: 'hash', params: { id } });
});

test('a check learns the size of the image from its bytes', async () => {
  given(image, declared).when(checkImage, {}, { found }).then(checked);
  given(image, declared, checked).when(checkImage, {}, { found }).then();
});

test('bytes that are missing, others, or no image make an image in error', async (t) => {
  const when = (what: Parameters<typeof checkImage.decide>[2]['found']) => given(image, declared).when(checkImage, {}, { found: what });
  when({ kind: 'absent' }).thenRecordedRefusal(
    { type: 'ImageFailed', data: { reason: 'The file has not been uploaded.' } },
    'validation_failed',
  );
  when({ ...found, hash: 'cd'.repeat(32) }).thenRecordedRefusal(
    { type: 'ImageFailed', data: { reason: `The SHA-256 of the file is ${'cd'.repeat(32)}, announced was ${hash}.` } },
    'validation_failed',
  );
  const unreadable = when({ kind: 'unreadable', hash });
  unreadable.thenRecordedRefusal(
    { type: 'ImageFailed', data: { reason: 'The file is not an image that can be read.' } },
    'validation_failed',
  );
  t.equal(unreadable.verdict.refusals[0]?.field, 'status');
});

test('an image in error is good again after a better upload', async () => {
  given(image, declared, failed).when(checkImage, {}, { found }).then(checked);
});

test('whoever uses an image may say that it cannot be used', async () => {
  given(image, declared, checked).when(failImage, { reason: 'broken' }).then(failed);
  given(image, declared, failed).when(failImage, { reason: 'again' }).then();
});

test('an image that does not exist is neither checked nor failed', async () => {
  given(image).when(checkImage, {}, { found }).thenRefused('not_found');
  given(image).when(failImage, { reason: 'broken' }).thenRefused('not_found');
});

test('our own image server is added once', async () => {
  const { serverId, ...about } = builtInServer;
  const added = { type: 'ImageServerAdded', data: builtInServer } as const;
  given(imageServer).when(addImageServer, about, undefined, { id: serverId }).then(added);
  given(imageServer, added).when(addImageServer, about, undefined, { id: serverId }).then();
});
