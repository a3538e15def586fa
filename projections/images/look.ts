import type { Kysely } from 'kysely';
import type { ImagesLook } from '../../application/ports/look/images.ts';
import type { Tables } from '../tables.ts';

export const imagesLook = (db: Kysely<Tables>): ImagesLook => ({
  image: async (id) =>
    (await db.selectFrom('images').select(['id', 'status', 'width', 'height']).where('id', '=', id).executeTakeFirst()) ?? null,
});
