import { together } from '../support/together.ts';

await together('interfaces/rest', ['colophon/**', 'edge/**']);
