import { jsonObject } from '../kernel/json.ts';

/** A configuration that one event can carry. */
export const boundedConfiguration = jsonObject.refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= 100 * 1024, {
  message: 'A configuration may have at most 100 KiB.',
});
