import type { FarmEvent } from '../../domain/farm/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

export interface FarmRow {
  readonly id: string;
  readonly name: string;
  readonly created: Date;
  readonly position: bigint;
  readonly revision: number;
}

export const farms: Projection<FarmRow, FarmEvent> = {
  name: 'farms',
  version: 1,
  table: {
    columns: { id: 'uuid', name: 'text', created: 'time', position: 'bigint', revision: 'int' },
    key: 'id',
    indexes: ['(name)'],
  },
  takes: ['FarmCreated', 'FarmRenamed', 'FarmSeedRotated'],
  keys: (recorded) => [streamId(recorded)],
  fold(row, { type, data, time, position, revision }, id) {
    if (type === 'FarmCreated') return { id, name: data.name, created: time, position, revision };
    return row && { ...row, name: type === 'FarmRenamed' ? data.name : row.name, revision };
  },
};
