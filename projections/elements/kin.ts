import { sql, type Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/**
 * Everything below an element (`down`) or above it (`up`), each once, with the level of its nearest path (1 = direct):
 * a query to join or to select from, as `kin (id, level)`.
 */
export const kinOf = (db: Kysely<Tables>, id: string, way: 'down' | 'up') => {
  const [from, to] = way === 'down' ? (['parentId', 'childId'] as const) : (['childId', 'parentId'] as const);
  return db
    .withRecursive('walk', (query) =>
      query
        .selectFrom('elementPaths')
        .where(`elementPaths.${from}`, '=', id)
        .select([`elementPaths.${to} as id`, sql<number>`1`.as('level')])
        .union(
          query
            .selectFrom('elementPaths')
            .innerJoin('walk', 'walk.id', `elementPaths.${from}`)
            .select([`elementPaths.${to} as id`, sql<number>`walk.level + 1`.as('level')]),
        ),
    )
    .with('kin', (query) =>
      query
        .selectFrom('walk')
        .groupBy('walk.id')
        .select((eb) => ['walk.id', eb.fn.min('walk.level').as('level')]),
    );
};
