import { readFileSync } from 'node:fs';

const project = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };

/** Of this program. */
export const { version } = project;
