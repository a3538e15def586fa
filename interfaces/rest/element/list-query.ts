import type { z } from 'zod';
import type { ElementFilter } from '../../../projections/elements/filter.ts';
import type { ElementOrder } from '../../../projections/elements/queries.ts';
import { flag, oneOf, text, uuidOrFalse } from '../edge/query-values.ts';
import type { With } from './related.ts';

/** Parameters of the lists of elements, in the order of the documents. */
const filters = {
  folder: flag().optional(),
  name: text().optional(),
  recursive: flag().optional(),
  transcription_worker_version: uuidOrFalse().optional(),
  transcription_worker_run: uuidOrFalse().optional(),
  type: text().optional(),
  with_classes: flag().optional(),
  with_corpus: flag().optional(),
  with_has_children: flag().optional(),
  with_metadata: flag().optional(),
  with_zone: flag().optional(),
  worker_version: uuidOrFalse().optional(),
  worker_run: uuidOrFalse().optional(),
};

const { recursive: _, ...flat } = filters;
const direction = oneOf('asc', 'desc').optional();

export const ofCorpus = { top_level: flag().optional(), ...flat, order: oneOf('created', 'name').optional(), order_direction: direction };
export const ofChildren = { ...filters, order: oneOf('position', 'created', 'name').optional(), order_direction: direction };
export const ofParents = filters;

type Query = { readonly [Key in keyof typeof flat]?: z.output<(typeof flat)[Key]> };

export const filterOf = (query: Query): ElementFilter => ({
  type: query.type,
  folder: query.folder,
  name: query.name,
  workerRun: query.worker_run,
  workerVersion: query.worker_version,
  transcriptionWorkerRun: query.transcription_worker_run,
  transcriptionWorkerVersion: query.transcription_worker_version,
});

export const withOf = (query: Query): With => ({
  zone: query.with_zone,
  corpus: query.with_corpus,
  hasChildren: query.with_has_children,
  classes: query.with_classes,
  metadata: query.with_metadata,
});

/** @param usual what orders the list unless the request says otherwise */
export const orderOf = (
  query: { readonly order?: ElementOrder['by'] | undefined; readonly order_direction?: ElementOrder['direction'] | undefined },
  usual: ElementOrder['by'],
): ElementOrder => ({ by: query.order ?? usual, direction: query.order_direction ?? 'asc' });
