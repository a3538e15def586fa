import { z } from 'zod';
import { addressList } from './address-list.ts';
import { originList } from './origin-list.ts';
import { hasHosts, serviceAddress } from './service-address.ts';

/** `COLOPHON_PROCESS_MAX_CHUNKS` → the value as a whole number within bounds. */
const whole = (min: number, max: number, preset: number) => z.coerce.number().int().min(min).max(max).default(preset);
const seconds = (preset: number) => z.coerce.number().min(0.05).max(31_536_000).default(preset);
const flag = (preset: boolean) => z.stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'] }).default(preset);
/** A text that `parse` takes; what it throws is what is wrong with it. */
const listOf = (parse: (list: string) => unknown) =>
  z.string().superRefine((list, { addIssue }) => {
    try {
      parse(list);
    } catch (error) {
      addIssue((error as Error).message);
    }
  });

/**
 * Every setting of the server: the environment variable is `COLOPHON_` and the name in capitals (`agentTimeout` →
 * `COLOPHON_AGENT_TIMEOUT`). Secrets may come from a file instead: `COLOPHON_SECRET_KEY_FILE`. Durations are seconds.
 */
export const settingsSchema = z.object({
  host: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  port: whole(0, 65_535, 8000).describe('Port to listen on; 0 = any free one'),
  workerPort: whole(0, 65_535, 8001).describe('Port on which a program of the role worker tells its health; 0 = any free one'),
  data: z.string().min(1).default('data').describe('Folder of everything the server keeps, relative to the working directory'),
  backups: z.string().min(1).optional().describe('Folder of the backups that are asked for over REST; default: backups in the data folder'),
  databaseUrl: serviceAddress(/^postgres(ql)?:\/\//, 'postgres://user:password@host:5432/name')
    .optional()
    .describe('A PostgreSQL of your own instead of the embedded one'),
  eventStoreUrl: serviceAddress(/^esdb(\+discover)?:\/\//, 'esdb://user:password@host:2113 (or esdb+discover://…)', hasHosts)
    .optional()
    .describe('An EventStoreDB that keeps the log instead of PostgreSQL: esdb://user:password@host:2113?tls=true, or several hosts'),
  queueUrl: serviceAddress(/^rediss?:\/\//, 'redis://:password@host:6379')
    .optional()
    .describe('A Redis that wakes workers for jobs, instead of PostgreSQL: redis://user:password@host:6379/0'),
  blobsUrl: serviceAddress(
    /^s3:\/\/[^:@/]+:[^@/]+@[^/?]+\/[^/?]+\/?(\?.*)?$/,
    's3://key:secret@host:port/bucket (with ?region= and ?tls=false where needed)',
  )
    .optional()
    .describe('S3-compatible storage for files instead of the data folder: s3://key:secret@host:9000/bucket?region=us-east-1&tls=false'),
  mailUrl: serviceAddress(/^smtps?:\/\//, 'smtp://user:password@host:587')
    .optional()
    .describe('A mail server: smtp://user:password@host:587; without one mails are files in the folder mail of the data folder'),
  mailFrom: z.string().min(3).default('Colophon <colophon@localhost>').describe('Sender of mails: an address, or Name <address>'),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .default('http://localhost:8000')
    .describe('Where people reach this installation: links in mails begin with it'),
  instanceName: z.string().min(1).max(100).default('Colophon').describe('Name of this installation in mails'),
  secretKey: z.string().min(16).optional().describe('Signs tokens and URLs; default: made once and kept in the data folder'),
  signingKey: z
    .string()
    .min(1)
    .optional()
    .describe('Ed25519 key (PEM) that signs audit bundles; default: made once and kept in the data folder'),
  logLevel: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severity that is logged'),
  logTo: z
    .enum(['file', 'stdout'])
    .default('file')
    .describe('Where: colophon.log in the data folder (several are kept), or standard output'),
  localAgent: flag(true).describe('Start an agent beside the server that runs commands on this machine'),
  processMaxChunks: whole(1, 1000, 10).describe('Upper bound of chunks of a process'),
  tasksExpiryDays: whole(1, 3650, 30).describe('Days after which files of a task may be cleaned up'),
  tasksMaximumTtl: whole(0, 31_536_000, 0).describe('Upper bound of the ttl option of a start, in seconds; 0 = none'),
  taskStopTimeout: seconds(600).describe('Seconds after which a task that does not stop is given up'),
  agentTimeout: seconds(60).describe('Seconds of silence after which an agent is lost'),
  agentStartTimeout: seconds(300).describe('Seconds in which an agent must start what it claimed'),
  dispatchReserveAfter: seconds(600).describe('Seconds after which a waiting task reserves the agent it would fit on'),
  dispatchMaxPerProcess: whole(1, 1_000_000, 1_000_000).describe('Most tasks of one process at work at a time'),
  dispatchMaxPerProject: whole(1, 1_000_000, 1_000_000).describe('Most tasks of one project at work at a time'),
  stepsConcurrency: whole(1, 64, 2).describe('Built-in steps at work at a time'),
  jobsConcurrency: whole(1, 64, 4).describe('Jobs that go outside, such as mails, at work at a time'),
  blobsMaxBytes: whole(1, Number.MAX_SAFE_INTEGER, 64 * 1024 ** 3).describe('Largest upload'),
  httpCsrfCookie: z
    .string()
    .regex(/^[\w.-]+$/)
    .default('arkindex.csrf')
    .describe('Name of the cookie that guards browser sessions'),
  httpCorsOrigins: listOf(originList)
    .default('')
    .describe('Origins, with commas, whose pages may call the API with credentials, as https://pages.example.org'),
  httpMetricsFrom: listOf(addressList)
    .default('loopback')
    .describe('Addresses and networks, with commas, that may read /metrics; loopback = this machine'),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Settings whose value may stand in a file named by `<variable>_FILE`. */
export const secretSettings: readonly (keyof Settings)[] = [
  'secretKey',
  'signingKey',
  'queueUrl',
  'mailUrl',
  'blobsUrl',
  'databaseUrl',
  'eventStoreUrl',
];

export const variableOf = (name: string): string => `COLOPHON_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
