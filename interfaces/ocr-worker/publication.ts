import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { languages } from './languages.ts';

const quoted = (argument: string): string => `'${argument.replaceAll("'", `'\\''`)}'`;
const program = fileURLToPath(new URL('./main.ts', import.meta.url));

const configuration = {
  docker: { command: [process.execPath, program].map(quoted).join(' ') },
  configuration: { language: 'eng' },
  user_configuration: {
    language: { title: 'Language', type: 'enum', choices: languages, default: 'eng', required: false },
  },
} as const;

/**
 * This worker as `CreateDockerWorkerVersion` publishes it. The image `host` means that an agent runs `docker.command` in a shell of its own
 * machine, so the command holds this machine's paths. `revisionHash` (40 hex digits, in place of a commit) changes with the configuration:
 * publishing again is no change, and a project that was moved becomes a new version.
 */
export const ocrWorkerVersion = {
  slug: 'ocr',
  name: 'Text recognition (Tesseract)',
  type: 'ocr',
  description: 'Recognises the printed text of pages and writes their lines and transcriptions.',
  image: 'host',
  revisionHash: createHash('sha1').update(JSON.stringify(configuration)).digest('hex'),
  configuration,
} as const;
