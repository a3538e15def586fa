import { test } from 'tap';
import { builtInServer } from '../../../domain/image-server/built-in.ts';
import type { ImageEvent } from '../../../domain/image/events.ts';
import { imageServers } from '../../../projections/image-servers/fold.ts';
import { images } from '../../../projections/images/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import { imageId } from '../../support/elements.ts';

const { serverId } = builtInServer;
const declared: ImageEvent = { type: 'ImageDeclared', data: { imageId, serverId, path: 'a.img', width: 0, height: 0, hash: 'ab' } };
const history = inStream(`image-${imageId}`)<ImageEvent>(
  declared,
  { type: 'ImageFailed', data: { reason: 'broken' } },
  { type: 'ImageChecked', data: { width: 80, height: 100 } },
);

test('an image has the state and the size of its last check', async (t) => {
  const row = { id: imageId, serverId, path: 'a.img', hash: 'ab', creatorId: null, created: second(0) };
  t.match(rowsAfter(images, ...history.slice(0, 1)).get(imageId), { ...row, status: 'unchecked', width: 0, revision: 0 });
  t.match(rowsAfter(images, ...history.slice(0, 2)).get(imageId), { ...row, status: 'error', reason: 'broken', revision: 1 });
  t.match(rowsAfter(images, ...history).get(imageId), {
    ...row,
    status: 'checked',
    reason: null,
    width: 80,
    height: 100,
    revision: 2,
    updated: second(2),
  });
});

test('a server of images has the address it was added with', async (t) => {
  const rows = rowsAfter(imageServers, ...inStream(`imageserver-${serverId}`)({ type: 'ImageServerAdded', data: builtInServer }));
  t.same(
    [...rows.values()],
    [{ id: serverId, displayName: 'Colophon', url: '', maxWidth: null, maxHeight: null, created: second(0), revision: 0 }],
  );
});
