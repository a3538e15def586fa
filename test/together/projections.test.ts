import { together } from '../support/together.ts';

// Those of the engine take a database each, and long.
await together('projections', ['engine/**']);
