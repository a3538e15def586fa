import Ajv from 'ajv';
import { test } from 'tap';
import { readSettings } from '../../infrastructure/config.ts';
import { roles } from '../../infrastructure/container/role.ts';
import { readSettings as readAgentSettings } from '../../interfaces/agent/settings.ts';
import { composeFile, filledIn, projectFile, variables } from './compose-file.ts';

const text = projectFile('docker-compose.yml');
const values = {
  POSTGRES_PASSWORD: 'pw-1',
  EVENTSTORE_ADMIN_PASSWORD: 'pw-2',
  EVENTSTORE_OPS_PASSWORD: 'pw-3',
  EVENTSTORE_CERTIFICATES: '/certificates',
  REDIS_PASSWORD: 'pw-4',
  STORAGE_PASSWORD: 'pw-5',
  COLOPHON_SECRET_KEY: 'a key of many characters',
  COLOPHON_MAIL_URL: 'smtp://mail:25',
  COLOPHON_PUBLIC_URL: 'https://colophon.example.org',
  COLOPHON_AGENT_FARM: '3f0c0a52-5a0e-4d0b-9f7e-0d5f6f3f1a01',
  COLOPHON_AGENT_SEED: 'seed',
};
const filled = composeFile(filledIn(text, values));
const ofColophon = Object.entries(filled.services).filter(([, { image }]) => image === 'colophon:local');

test('the compose file is one that engines take', async (t) => {
  const { $schema: _, ...schema } = JSON.parse(projectFile('test/data/compose-spec/compose-spec.json')) as Record<string, unknown>;
  const validate = new Ajv({ unknownFormats: 'ignore' }).compile(schema);
  t.ok(validate(composeFile(text)), JSON.stringify(validate.errors));
  t.notOk(validate({ services: { api: { imag: 'x' } } }), 'a mistyped word is found');
});

test('no password, key or place has a default: what is missing is named before anything starts', async (t) => {
  const optional = ['COLOPHON_PUBLISH', 'COLOPHON_AGENT_FARM', 'COLOPHON_AGENT_SEED'];
  for (const { name, rest } of variables(text)) if (!optional.includes(name)) t.match(rest, /^:\?./, name);
  for (const missing of Object.keys(values).filter((name) => !optional.includes(name)))
    t.throws(() => filledIn(text, { ...values, [missing]: undefined } as never), { message: new RegExp(`^${missing}: `) });
  for (const [service, { environment = {} }] of Object.entries(composeFile(text).services))
    for (const [name, value] of Object.entries(environment))
      if (/PASSWORD|SECRET|SEED|AUTH/.test(name)) t.match(value, /^\$\{/, `${service} ${name}`);
});

test('every service has a health check, a pinned image, and volumes that are declared', async (t) => {
  for (const [name, { image, healthcheck, volumes = [] }] of Object.entries(filled.services)) {
    t.match(image, /:(?!latest)[\w.-]+$/, name);
    if (!['api', 'worker'].includes(name)) t.ok(healthcheck, `${name} (those of the roles stand in the Dockerfile)`);
    for (const volume of volumes.filter((one) => !one.startsWith('/'))) t.ok(volume.split(':')[0]! in filled.volumes, `${name} ${volume}`);
  }
});

test('the roles are started with commands and settings that the program knows', async (t) => {
  t.strictSame(
    ofColophon.map(([name]) => name),
    ['api', 'worker', 'agent'],
  );
  for (const [name, { command, environment = {} }] of ofColophon.filter(([each]) => each !== 'agent')) {
    t.strictSame(command, ['serve', '--role', name]);
    t.ok((roles as readonly string[]).includes(name));
    const blobsUrl = 's3://colophon:pw-5@storage:9000/colophon?tls=false';
    t.match(readSettings(environment), { queueUrl: 'redis://:pw-4@redis:6379', blobsUrl, logTo: 'stdout', host: '0.0.0.0' });
  }
  t.match(readAgentSettings(filled.services.agent?.environment ?? {}), { server: 'http://api:8000', data: '/data' });
});

test('nothing but the API and the page of the mail catcher can be reached from outside, and by default only from this machine', async (t) => {
  const published = Object.entries(filled.services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
  t.strictSame(published, [
    ['mailpit', '127.0.0.1:8025:8025'],
    ['api', '127.0.0.1:8000:8000'],
  ]);
});
