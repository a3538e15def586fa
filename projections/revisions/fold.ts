import type { RevisionEvent } from '../../domain/revision/events.ts';
import type { Projection } from '../engine/projection.ts';

export interface RevisionRow {
  readonly id: string;
  readonly repositoryId: string;
  readonly hash: string;
  readonly message: string;
  readonly author: string;
  readonly committedAt: Date | null;
  readonly created: Date;
  readonly revision: number;
}

export const revisions: Projection<RevisionRow, RevisionEvent> = {
  name: 'revisions',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      repositoryId: 'uuid',
      hash: 'text',
      message: 'text',
      author: 'text',
      committedAt: 'time',
      created: 'time',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(repository_id, hash)'],
  },
  takes: ['RevisionRecorded'],
  keys: ({ data }) => [data.revisionId],
  fold: (_row, { data: { revisionId: _, committedAt, ...about }, time, revision }, id) => ({
    id,
    ...about,
    committedAt: committedAt === null ? null : new Date(committedAt),
    created: time,
    revision,
  }),
};
