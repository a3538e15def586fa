import type { Pool } from 'pg';
import type { Actor } from '../../domain/kernel/event.ts';
import type { KeptRefusal, RefusalFilter, RefusedCommands } from '../../application/ports/refused-commands.ts';

type Row = Omit<KeptRefusal, 'actor'> & { readonly actorKind: Actor['kind']; readonly actorId: string };

const selection = `id, time, actor_kind as "actorKind", actor_id as "actorId", command, target, command_id as "commandId",
  correlation_id as "correlationId", causation_id as "causationId", refusals, request_digest as "requestDigest"`;

/** Reads what PostgresRefusals keeps. */
export class PostgresRefusedCommands implements RefusedCommands {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async where(filter: RefusalFilter, before: bigint | null, limit: number): Promise<readonly KeptRefusal[]> {
    const { conditions, values } = conditionsOf(filter);
    values.push(before, limit);
    const { rows } = await this.#pool.query<Row>(
      `select ${selection} from ops.refused_commands
        where ${conditions} and ($${values.length - 1}::bigint is null or id < $${values.length - 1}) order by id desc limit $${values.length}`,
      values,
    );
    return rows.map(kept);
  }

  async count(filter: RefusalFilter): Promise<number> {
    const { conditions, values } = conditionsOf(filter);
    const { rows } = await this.#pool.query<{ count: bigint }>(
      `select count(*) as count from ops.refused_commands where ${conditions}`,
      values,
    );
    return Number(rows[0]?.count);
  }

  async ofCorrelation(correlationId: string): Promise<readonly KeptRefusal[]> {
    const { rows } = await this.#pool.query<Row>(`select ${selection} from ops.refused_commands where correlation_id = $1 order by id`, [
      correlationId,
    ]);
    return rows.map(kept);
  }

  async correlationOf(commandId: string): Promise<string | null> {
    const { rows } = await this.#pool.query<{ correlation: string }>(
      'select correlation_id as correlation from ops.refused_commands where command_id = $1 or correlation_id = $1 limit 1',
      [commandId],
    );
    return rows[0]?.correlation ?? null;
  }
}

const kept = ({ actorKind, actorId, id, ...rest }: Row): KeptRefusal => ({
  ...rest,
  id: BigInt(id),
  actor: { kind: actorKind, id: actorId },
});

function conditionsOf({ things, target, actor, code, since, until }: RefusalFilter): { conditions: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions = ['true'];
  const demand = (value: unknown, condition: (parameter: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  demand(things, (ids) => `thing = any(${ids}::uuid[])`);
  demand(target, (text) => `target = ${text}`);
  demand(actor?.kind, (kind) => `actor_kind = ${kind}`);
  demand(actor?.id, (id) => `actor_id = ${id}`);
  demand(code, (text) => `refusals @> jsonb_build_array(jsonb_build_object('code', ${text}::text))`);
  demand(since, (time) => `time >= ${time}`);
  demand(until, (time) => `time < ${time}`);
  return { conditions: conditions.join(' and '), values };
}
