import { z } from 'zod';
import type { Person } from '../../../application/ports/identity/people.ts';

/** What this server offers; clients show or hide by it. */
export const features = { signup: false, search: false, selection: false, workers_activity: true, oidc: false } as const;

export const userSchema = z.object({
  id: z.int(),
  email: z.string(),
  display_name: z.string(),
  admin: z.boolean(),
  created: z.iso.datetime(),
  features: z.object({
    signup: z.boolean(),
    search: z.boolean(),
    selection: z.boolean(),
    workers_activity: z.boolean(),
    oidc: z.boolean(),
  }),
});

export const userShape = ({ id, email, displayName, admin, created }: Person): z.infer<typeof userSchema> => ({
  id,
  email,
  display_name: displayName,
  admin,
  created: created.toISOString(),
  features,
});
