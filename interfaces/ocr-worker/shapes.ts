import { z } from 'zod';

const settings = z.record(z.string(), z.unknown());

/** The part of a WorkerRun that this worker reads. */
export const workerRun = z.object({
  worker_version: z.object({
    configuration: z.object({
      configuration: settings.optional(),
      user_configuration: z.record(z.string(), z.object({ default: z.unknown() })).optional(),
    }),
  }),
  model_version: z.object({ configuration: settings }).nullable(),
  configuration: z.object({ configuration: settings }).nullable(),
  process: z.object({ activity_state: z.string() }),
});
export type WorkerRun = z.infer<typeof workerRun>;

/** Corners in pixels of the image. */
export const polygon = z.array(z.tuple([z.number(), z.number()]));
export type Polygon = z.infer<typeof polygon>;

/** The part of an Element that this worker reads; `zone` is null for an element without an image. */
export const element = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  zone: z
    .object({
      polygon,
      url: z.string(),
      image: z.object({ path: z.string(), url: z.string(), width: z.number(), height: z.number() }),
    })
    .nullable(),
});
export type Element = z.infer<typeof element>;
export type Zone = NonNullable<Element['zone']>;

/** What a server says about a refused request: a sentence, or sentences by field. */
export const refusal = z.record(z.string(), z.unknown());
