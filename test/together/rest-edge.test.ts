import { together } from '../support/together.ts';

await together('interfaces/rest/edge');
