import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import { containing } from '../engine/contains.ts';
import type { Tables } from '../tables.ts';

/** By which worker something was made: by this one, or (`false`) by hand; absent = by anybody. */
export type Maker = string | false | undefined;

/** What narrows a list of elements; an absent filter narrows nothing. */
export interface ElementFilter {
  readonly type?: string | undefined;
  readonly folder?: boolean | undefined;
  /** Contained in the name, whatever the case. */
  readonly name?: string | undefined;
  readonly workerRun?: Maker;
  readonly workerVersion?: Maker;
  readonly transcriptionWorkerRun?: Maker;
  readonly transcriptionWorkerVersion?: Maker;
}

const builder = () => expressionBuilder<Tables, 'elements'>();

/** The condition that a filter puts on rows of `elements`. */
export function matches(filter: ElementFilter): Expression<SqlBool> {
  const eb = builder();
  const { type, folder, name, workerRun, workerVersion, transcriptionWorkerRun, transcriptionWorkerVersion } = filter;
  return eb.and([
    ...(type === undefined && folder === undefined ? [] : [ofType(type, folder)]),
    ...(name === undefined ? [] : [eb('elements.name', 'ilike', containing(name))]),
    ...(workerRun === undefined ? [] : [workerRun ? eb('elements.workerRunId', '=', workerRun) : eb('elements.workerRunId', 'is', null)]),
    ...(workerVersion === undefined
      ? []
      : [workerVersion ? eb('elements.workerRunId', 'in', runsOf(workerVersion)) : eb('elements.workerRunId', 'is', null)]),
    ...(transcriptionWorkerRun === undefined ? [] : [transcribedBy(transcriptionWorkerRun, false)]),
    ...(transcriptionWorkerVersion === undefined ? [] : [transcribedBy(transcriptionWorkerVersion, true)]),
  ]);
}

function ofType(slug: string | undefined, folder: boolean | undefined): Expression<SqlBool> {
  const eb = builder();
  let types = eb.selectFrom('elementTypes').select('elementTypes.id');
  if (slug !== undefined) types = types.where('elementTypes.slug', '=', slug);
  if (folder !== undefined) types = types.where('elementTypes.folder', '=', folder);
  return eb('elements.typeId', 'in', types);
}

const runsOf = (workerVersionId: string) =>
  builder().selectFrom('workerRuns').select('workerRuns.id').where('workerRuns.workerVersionId', '=', workerVersionId);

/** @param byVersion the maker is a worker version, not a run */
function transcribedBy(maker: string | false, byVersion: boolean): Expression<SqlBool> {
  const eb = builder();
  const theirs = eb
    .selectFrom('transcriptions')
    .select(sql`1`.as('one'))
    .whereRef('transcriptions.elementId', '=', 'elements.id');
  if (maker === false) return eb.exists(theirs.where('transcriptions.workerRunId', 'is', null));
  return eb.exists(
    byVersion ? theirs.where('transcriptions.workerRunId', 'in', runsOf(maker)) : theirs.where('transcriptions.workerRunId', '=', maker),
  );
}
