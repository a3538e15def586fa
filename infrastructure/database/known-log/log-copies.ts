import type { ClientBase } from 'pg';
import type { TranslatedCheckpoint } from '../../../application/log/copy/translation.ts';
import type { Position } from '../../../application/ports/event-store.ts';
import type { LogIdentity } from './log-identity.ts';

type Queries = Pick<ClientBase, 'query'>;

/** A copy of the log that the positions of a database belong to. */
export interface LogCopy {
  /** Position of the last event copied, in the log that it was copied from. */
  readonly copiedTo: Position;
  /** What every holder of a position held, and what that is in the copy. */
  readonly positions: readonly TranslatedCheckpoint[];
}

interface Row {
  readonly copied_to: bigint;
  readonly positions: readonly (readonly [name: string, from: string, to: string])[];
}

const keys = ({ kind, first }: LogIdentity): readonly unknown[] => [kind, first?.event ?? null, first?.position ?? null];

/** Notes a copy, in the place of an earlier note of it. An empty log needs none. */
export async function noteCopy(client: Queries, identity: LogIdentity, { copiedTo, positions }: LogCopy): Promise<void> {
  if (identity.first === null) return;
  await client.query(
    `insert into ops.log_copies (kind, first_event, first_position, copied_to, positions) values ($1, $2, $3, $4, $5)
     on conflict (kind, first_event, first_position) do update
       set copied_to = excluded.copied_to, positions = excluded.positions, made = now()`,
    [...keys(identity), copiedTo, JSON.stringify(positions.map(({ name, from, to }) => [name, `${from}`, `${to}`]))],
  );
}

export async function notedCopy(client: Queries, identity: LogIdentity): Promise<LogCopy | null> {
  const { rows } = await client.query<Row>(
    'select copied_to, positions from ops.log_copies where kind = $1 and first_event = $2 and first_position = $3',
    [...keys(identity)],
  );
  const [row] = rows;
  if (!row) return null;
  const positions = row.positions.map(([name, from, to]) => ({ name, from: BigInt(from), to: BigInt(to) }));
  return { copiedTo: BigInt(row.copied_to), positions };
}

/** After the program has gone on with one: the positions of all the others are old. */
export const forgetCopies = async (client: Queries): Promise<void> => void (await client.query('delete from ops.log_copies'));
