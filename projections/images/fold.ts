import type { ImageEvent } from '../../domain/image/events.ts';
import type { ImageStatus } from '../../domain/image/state.ts';
import type { Projection } from '../engine/projection.ts';
import { userIdOf } from '../../domain/kernel/user.ts';
import { streamId } from '../engine/stream-id.ts';

export interface ImageRow {
  readonly id: string;
  readonly serverId: string;
  readonly path: string;
  /** In pixels; 0 until an upload has been checked. */
  readonly width: number;
  readonly height: number;
  readonly hash: string | null;
  readonly status: ImageStatus;
  /** Why it is in error. */
  readonly reason: string | null;
  /** The user who declared it; null when a task did. */
  readonly creatorId: number | null;
  readonly created: Date;
  readonly updated: Date;
  readonly revision: number;
}

export const images: Projection<ImageRow, ImageEvent> = {
  name: 'images',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      serverId: 'uuid',
      path: 'text',
      width: 'int',
      height: 'int',
      hash: 'text',
      status: 'text',
      reason: 'text',
      creatorId: 'int',
      created: 'time',
      updated: 'time',
      revision: 'int',
    },
    key: 'id',
    indexes: [],
  },
  takes: ['ImageDeclared', 'ImageChecked', 'ImageFailed'],
  keys: (recorded) => [streamId(recorded)],
  fold(row, { type, data, time, revision, metadata }, id) {
    if (type === 'ImageDeclared') {
      const { serverId, path, width, height, hash } = data;
      const creatorId = userIdOf(metadata.actor);
      return {
        id,
        serverId,
        path,
        width,
        height,
        hash,
        status: 'unchecked',
        reason: null,
        creatorId,
        created: time,
        updated: time,
        revision,
      };
    }
    if (!row) return null;
    const now = { ...row, updated: time, revision };
    return type === 'ImageChecked'
      ? { ...now, ...data, status: 'checked', reason: null }
      : { ...now, status: 'error', reason: data.reason };
  },
};
