import { together } from '../support/together.ts';

// That one starts the worker as a program of its own.
await together('interfaces/ocr-worker', ['main.test.ts']);
