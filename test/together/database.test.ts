import { together } from '../support/together.ts';

// Those of the embedded server start and kill servers.
await together('infrastructure/database', ['embedded/**']);
