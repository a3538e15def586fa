import { z } from 'zod';

/** The id of a thing in a body, in lower case whatever the client sends. */
export const bodyId = () => z.uuid('Must be a valid UUID.').transform((id) => id.toLowerCase());
