import type { Kysely } from 'kysely';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
import type { Maker } from '../elements/filter.ts';
import { kinOf } from '../elements/kin.ts';
import { pageOf } from '../engine/page.ts';
import type { Tables } from '../tables.ts';
import type { TranscriptionRow } from './fold.ts';

export interface TranscriptionFilter {
  /** Slug of the type of the elements transcribed. */
  readonly elementType?: string | undefined;
  readonly workerRun?: Maker;
  readonly workerVersion?: Maker;
}

export const oneTranscription = (db: Kysely<Tables>, id: string): Promise<TranscriptionRow | undefined> =>
  db.selectFrom('transcriptions').selectAll().where('id', '=', id).executeTakeFirst();

/** Transcriptions of an element, or of it and everything below it, in the order of their creation. */
export function transcriptionsOf(
  db: Kysely<Tables>,
  elementId: string,
  recursive: boolean,
  { elementType, workerRun, workerVersion }: TranscriptionFilter,
  wanted: PageWanted,
): Promise<Page<TranscriptionRow>> {
  let query = db.selectFrom('transcriptions').selectAll('transcriptions');
  query = recursive
    ? query.where((eb) =>
        eb.or([
          eb('transcriptions.elementId', '=', elementId),
          eb('transcriptions.elementId', 'in', kinOf(db, elementId, 'down').selectFrom('kin').select('kin.id')),
        ]),
      )
    : query.where('transcriptions.elementId', '=', elementId);
  if (elementType !== undefined) {
    query = query.where('transcriptions.elementId', 'in', (eb) =>
      eb
        .selectFrom('elements')
        .innerJoin('elementTypes', 'elementTypes.id', 'elements.typeId')
        .select('elements.id')
        .whereRef('elements.id', '=', 'transcriptions.elementId')
        .where('elementTypes.slug', '=', elementType),
    );
  }
  if (workerRun === false || workerVersion === false) query = query.where('transcriptions.workerRunId', 'is', null);
  if (workerRun) query = query.where('transcriptions.workerRunId', '=', workerRun);
  if (workerVersion) {
    query = query.where('transcriptions.workerRunId', 'in', (eb) =>
      eb.selectFrom('workerRuns').select('workerRuns.id').where('workerRuns.workerVersionId', '=', workerVersion),
    );
  }
  return pageOf(query.orderBy('transcriptions.position').orderBy('transcriptions.place').orderBy('transcriptions.id'), wanted);
}
