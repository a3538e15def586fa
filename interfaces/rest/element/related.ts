import { corpusRefs } from '../../../projections/corpora/queries.ts';
import { typeSlugs } from '../../../projections/element-types/queries.ts';
import type { ElementRow } from '../../../projections/elements/fold.ts';
import { withChildren } from '../../../projections/elements/queries.ts';
import type { ImageRow } from '../../../projections/images/fold.ts';
import { imagesById } from '../../../projections/images/queries.ts';
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

/** Everything that elements refer to. */
export interface Related {
  readonly wanted: Required<With>;
  readonly types: ReadonlyMap<string, string>;
  readonly corpora: Awaited<ReturnType<typeof corpusRefs>>;
  readonly images: ReadonlyMap<string, ImageRow>;
  readonly servers: Awaited<ReturnType<typeof serversOf>>;
  readonly runs: ReadonlyMap<string, WorkerRunRef>;
  readonly withChildren: ReadonlySet<string>;
}

/** Zone and project are shown unless the request says no; the rest only when it says so. */
export async function relatedTo(rows: readonly ElementRow[], asked: With, services: Pick<Services, 'db' | 'current'>): Promise<Related> {
  const { zone = true, corpus = true, hasChildren = false, classes = false, metadata = false } = asked;
  const { db } = services;
  const images = imagesById(db, zone ? idsOf(rows.map(({ imageId }) => imageId)) : []);
  const [types, corpora, runs, parents] = await Promise.all([
    typeSlugs(db, idsOf(rows.map(({ typeId }) => typeId))),
    corpusRefs(db, corpus ? idsOf(rows.map(({ corpusId }) => corpusId)) : []),
    workerRunRefs(services.current, idsOf(rows.map(({ workerRunId }) => workerRunId))),
    withChildren(db, hasChildren ? rows.map(({ id }) => id) : []),
  ]);
  const servers = await serversOf([...(await images).values()], services);
  const wanted = { zone, corpus, hasChildren, classes, metadata };
  return { wanted, types, corpora, images: await images, servers, runs, withChildren: parents };
}
