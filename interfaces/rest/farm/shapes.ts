import { z } from 'zod';
import { farms, type FarmRow } from '../../../projections/farms/fold.ts';
import { shown } from '../edge/shown.ts';

export const farmId = z.object({ id: z.uuid() });
export const farmSchema = z.object({ id: z.uuid(), name: z.string() });
export const farmWithSeedSchema = farmSchema.extend({ seed: z.string().describe('Shown once: only its digest is kept') });

const shape = ({ id, name }: FarmRow): z.infer<typeof farmSchema> => ({ id, name });
export const farmShown = shown(farms, { shape });
