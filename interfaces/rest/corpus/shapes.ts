import { z } from 'zod';
import { corpora, type CorpusRow } from '../../../projections/corpora/fold.ts';
import { elementTypes, type ElementTypeRow } from '../../../projections/element-types/fold.ts';
import { shown } from '../edge/shown.ts';
import { rightsOf } from '../rights-of.ts';

export const elementTypeSchema = z.object({
  id: z.uuid(),
  corpus: z.uuid(),
  slug: z.string(),
  display_name: z.string(),
  folder: z.boolean(),
  color: z.string(),
  indexable: z.boolean(),
});

const typeShape = (type: Omit<ElementTypeRow, 'revision'>): z.infer<typeof elementTypeSchema> => ({
  id: type.id,
  corpus: type.corpusId,
  slug: type.slug,
  display_name: type.displayName,
  folder: type.folder,
  color: type.color,
  indexable: type.indexable,
});

export const elementTypeShown = shown(elementTypes, { shape: typeShape });

export const corpusSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
  indexable: z.boolean(),
  rights: z.array(z.string()),
  created: z.iso.datetime(),
  top_level_type: z.null(),
  authorized_users: z.int().describe('Number of people who are members'),
  types: z.array(elementTypeSchema),
});

export const corpusShown = shown(corpora, {
  relate: async (rows: readonly CorpusRow[], showing) => ({
    rights: await rightsOf('corpus', rows, showing),
    members: await showing.identity.memberships.countOn(
      'corpus',
      rows.map(({ id }) => id),
    ),
  }),
  shape: (row: CorpusRow, { rights, members }): z.infer<typeof corpusSchema> => ({
    id: row.id,
    name: row.name,
    description: row.description,
    public: row.public,
    indexable: false,
    rights: rights.get(row.id) ?? [],
    created: row.created.toISOString(),
    top_level_type: null,
    authorized_users: members.get(row.id) ?? 0,
    types: row.types.map((type) => typeShape({ ...type, corpusId: row.id })),
  }),
});
