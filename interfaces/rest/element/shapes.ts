import { z } from 'zod';
import { deletedUser } from '../../../application/ports/identity/people.ts';
import type { CorpusRow } from '../../../projections/corpora/fold.ts';
import { elements, type ElementRow } from '../../../projections/elements/fold.ts';
import { mapper, shown } from '../edge/shown.ts';
import { relatedTo, type Related, type With } from './related.ts';
import { zoneOf, zoneSchema } from './zone.ts';

export const corpusRefSchema = z.object({ id: z.uuid(), name: z.string(), public: z.boolean() });
export const runRefSchema = z.object({ id: z.uuid(), summary: z.string() });

/** An element in lists. */
export const elementItemSchema = z.object({
  id: z.uuid(),
  type: z.string().describe('Slug of its type'),
  name: z.string(),
  corpus: corpusRefSchema.nullable(),
  created: z.iso.datetime(),
  thumbnail_url: z.string().nullable(),
  zone: zoneSchema.nullable(),
  rotation_angle: z.int(),
  mirrored: z.boolean(),
  confidence: z.number().nullable(),
  worker_version_id: z.uuid().nullable(),
  worker_run_id: z.uuid().nullable(),
  has_children: z.boolean().nullable(),
  best_classes: z.null(),
  classes: z.array(z.unknown()).nullable(),
  metadata: z.array(z.unknown()).nullable(),
});

export const elementSchema = elementItemSchema.extend({
  classifications: z.array(z.unknown()),
  worker_run: runRefSchema.nullable(),
  creator: z.string().nullable().describe('Display name of the person who made it'),
  updated: z.iso.datetime(),
});

const corpusRef = (row: CorpusRow | undefined) => (row ? { id: row.id, name: row.name, public: row.public } : null);

export function itemShape(row: ElementRow, related: Related, baseUrl: string): z.infer<typeof elementItemSchema> {
  const { wanted } = related;
  const run = related.runs.get(row.workerRunId ?? '');
  return {
    id: row.id,
    type: related.types.get(row.typeId)?.slug ?? '',
    name: row.name,
    corpus: wanted.corpus ? corpusRef(related.corpora.get(row.corpusId)) : null,
    created: row.created.toISOString(),
    thumbnail_url: null,
    zone: wanted.zone ? zoneOf(row, related, baseUrl) : null,
    rotation_angle: row.rotationAngle,
    mirrored: row.mirrored,
    confidence: row.confidence,
    worker_version_id: run?.workerVersionId ?? null,
    worker_run_id: row.workerRunId,
    has_children: wanted.hasChildren ? related.withChildren.has(row.id) : null,
    best_classes: null,
    classes: wanted.classes ? [] : null,
    metadata: wanted.metadata ? [] : null,
  };
}

/** Elements in lists, with what the request wants to know of them. */
export const elementItems = (wanted: With) =>
  mapper({
    relate: (rows: readonly ElementRow[], showing) => relatedTo(rows, wanted, showing),
    shape: (row: ElementRow, related, { asked }) => itemShape(row, related, asked.baseUrl),
  });

export const elementShown = shown(elements, {
  relate: async (rows: readonly ElementRow[], showing) => ({
    related: await relatedTo(rows, {}, showing),
    creators: await showing.identity.people.names(rows.flatMap(({ creatorId }) => creatorId ?? [])),
  }),
  shape: (row: ElementRow, { related, creators }, { asked }): z.infer<typeof elementSchema> => {
    const run = related.runs.get(row.workerRunId ?? '');
    return {
      ...itemShape(row, related, asked.baseUrl),
      classifications: [],
      worker_run: run ? { id: run.id, summary: run.summary } : null,
      creator: row.creatorId === null ? null : (creators.get(row.creatorId) ?? deletedUser),
      updated: row.updated.toISOString(),
    };
  },
});
