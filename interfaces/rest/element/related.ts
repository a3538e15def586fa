import { corpora as allCorpora, type CorpusRow } from '../../../projections/corpora/fold.ts';
import { elementTypes, type ElementTypeRow } from '../../../projections/element-types/fold.ts';
import type { ElementRow } from '../../../projections/elements/fold.ts';
import { withChildren } from '../../../projections/elements/queries.ts';
import { images as allImages, type ImageRow } from '../../../projections/images/fold.ts';
import { workerRunRefs, type WorkerRunRef } from '../../../projections/worker-runs/refs.ts';
import type { Services } from '../edge/services.ts';
import { idsOf } from '../ids-of.ts';
import { serversOf } from '../image/shapes.ts';

/** What a request wants to know of each element. */
export interface With {
  readonly zone?: boolean | undefined;
  readonly corpus?: boolean | undefined;
  readonly hasChildren?: boolean | undefined;
  readonly classes?: boolean | undefined;
  readonly metadata?: boolean | undefined;
}

/** Everything that elements refer to, as the log has it: what was made a moment ago is shown in the answer to the next request. */
export interface Related {
  readonly wanted: Required<With>;
  readonly types: ReadonlyMap<string, Pick<ElementTypeRow, 'slug'>>;
  readonly corpora: ReadonlyMap<string, CorpusRow>;
  readonly images: ReadonlyMap<string, ImageRow>;
  readonly servers: Awaited<ReturnType<typeof serversOf>>;
  readonly runs: ReadonlyMap<string, WorkerRunRef>;
  readonly withChildren: ReadonlySet<string>;
}

/** Zone and project are shown unless the request says no; the rest only when it says so. */
export async function relatedTo(rows: readonly ElementRow[], asked: With, services: Pick<Services, 'db' | 'current'>): Promise<Related> {
  const { zone = true, corpus = true, hasChildren = false, classes = false, metadata = false } = asked;
  const { db, current } = services;
  const images = current.byKey(allImages, zone ? idsOf(rows.map(({ imageId }) => imageId)) : []);
  const [types, corpora, runs, parents] = await Promise.all([
    current.byKey(elementTypes, idsOf(rows.map(({ typeId }) => typeId))),
    current.byKey(allCorpora, corpus ? idsOf(rows.map(({ corpusId }) => corpusId)) : []),
    workerRunRefs(current, idsOf(rows.map(({ workerRunId }) => workerRunId))),
    withChildren(db, hasChildren ? rows.map(({ id }) => id) : []),
  ]);
  const servers = await serversOf([...(await images).values()], services);
  const wanted = { zone, corpus, hasChildren, classes, metadata };
  return { wanted, types, corpora, images: await images, servers, runs, withChildren: parents };
}
