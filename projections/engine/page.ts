import type { SelectQueryBuilder } from 'kysely';
import type { Page, PageWanted } from '../../application/ports/paging.ts';

/** The part of an ordered query that is wanted, with the number of all its rows. */
export async function pageOf<DB, TB extends keyof DB, Row>(
  ordered: SelectQueryBuilder<DB, TB, Row>,
  { offset, limit }: PageWanted,
): Promise<Page<Row>> {
  const counting = ordered
    .clearSelect()
    .clearOrderBy()
    .select(({ fn }) => fn.countAll<bigint>().as('count'));
  const [total, rows] = await Promise.all([counting.executeTakeFirstOrThrow(), ordered.offset(offset).limit(limit).execute()]);
  // The compiler cannot see through the row type of a query that is generic in its tables.
  return { count: Number((total as { readonly count?: bigint }).count), rows };
}
