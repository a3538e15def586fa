import { secondLook } from '../../../application/ports/look/look.ts';
import { farmNames } from '../../../projections/farms/queries.ts';
import type { Services } from '../edge/services.ts';

/** What a farm is called, also when it was made a moment ago. */
export async function farmName(id: string, { db, look }: Pick<Services, 'db' | 'look'>): Promise<string> {
  const names = await secondLook(
    look,
    () => farmNames(db, [id]),
    (found) => !found.has(id),
  );
  return names.get(id) ?? '';
}
