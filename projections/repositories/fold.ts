import { naturalId } from '../../domain/kernel/ids.ts';
import type { RepositoryEvent } from '../../domain/repository/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

export interface GitRefRow {
  readonly id: string;
  readonly type: 'branch' | 'tag';
  readonly name: string;
  readonly revisionId: string;
}

export interface RepositoryRow {
  readonly id: string;
  readonly url: string;
  readonly providerName: string;
  /** In the order in which they came. */
  readonly refs: readonly GitRefRow[];
  readonly created: Date;
  readonly revision: number;
}

export const repositories: Projection<RepositoryRow, RepositoryEvent> = {
  name: 'repositories',
  version: 1,
  table: {
    columns: { id: 'uuid', url: 'text', providerName: 'text', refs: 'json', created: 'time', revision: 'int' },
    key: 'id',
    indexes: ['(url)'],
  },
  takes: ['RepositoryAdded', 'GitRefMoved'],
  keys: (recorded) => [streamId(recorded)],
  fold(row, { type, data, time, revision }, id) {
    if (type === 'RepositoryAdded') return { id, url: data.url, providerName: data.providerName, refs: [], created: time, revision };
    if (!row) return null;
    const moved = { id: naturalId(id, data.type, data.name), type: data.type, name: data.name, revisionId: data.revisionId };
    const known = row.refs.some((ref) => ref.id === moved.id);
    return { ...row, refs: known ? row.refs.map((ref) => (ref.id === moved.id ? moved : ref)) : [...row.refs, moved], revision };
  },
};
