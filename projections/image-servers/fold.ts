import type { ImageServerEvent } from '../../domain/image-server/events.ts';
import type { Projection } from '../engine/projection.ts';

export interface ImageServerRow {
  readonly id: string;
  readonly displayName: string;
  /** With a slash at its end; empty for our own server, whose address is that of the request. */
  readonly url: string;
  readonly maxWidth: number | null;
  readonly maxHeight: number | null;
  readonly created: Date;
  readonly revision: number;
}

export const imageServers: Projection<ImageServerRow, ImageServerEvent> = {
  name: 'image_servers',
  version: 1,
  table: {
    columns: { id: 'uuid', displayName: 'text', url: 'text', maxWidth: 'int', maxHeight: 'int', created: 'time', revision: 'int' },
    key: 'id',
    indexes: [],
  },
  takes: ['ImageServerAdded'],
  keys: ({ data }) => [data.serverId],
  fold: (_row, { data: { serverId: _, ...about }, time, revision }, id) => ({ id, ...about, created: time, revision }),
};
