import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'tap';
import { BadConfiguration, readSettings } from '../../infrastructure/config.ts';

test('an empty environment gives the embedded defaults', (t) => {
  const settings = readSettings({ HOME: '/root', COLOPHON_PORT: '' });
  t.match(settings, { host: '127.0.0.1', port: 8000, data: 'data', localAgent: true, processMaxChunks: 10, agentTimeout: 60 });
  t.end();
});

test('every variable at fault is told at once, with what is wrong', (t) => {
  const wrong = {
    COLOPHON_PORT: '70000',
    COLOPHON_LOG_LEVEL: 'loud',
    COLOPHON_LOCAL_AGENT: 'maybe',
    COLOPHON_HOSTS: 'x',
    COLOPHON_DATABASE_URL: 'http://db',
  };
  t.throws(() => readSettings(wrong), BadConfiguration);
  try {
    readSettings(wrong);
  } catch (error) {
    for (const variable of Object.keys(wrong)) t.ok((error as Error).message.includes(`${variable}: `), variable);
  }
  t.end();
});

test('a wrong value is told what it must be', (t) => {
  t.throws(() => readSettings({ COLOPHON_PORT: 'x' }), /COLOPHON_PORT: Must be a number\./);
  t.throws(() => readSettings({ COLOPHON_PORT: '70000' }), /COLOPHON_PORT: Must be at most 65535\./);
  t.end();
});

test('a secret may stand in a file, but not in both places', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'colophon-config-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const file = join(folder, 'key');
  await writeFile(file, 'a key of thirty-two characters..\n');
  t.equal(readSettings({ COLOPHON_SECRET_KEY_FILE: file }).secretKey, 'a key of thirty-two characters..');
  t.throws(() => readSettings({ COLOPHON_SECRET_KEY_FILE: file, COLOPHON_SECRET_KEY: 'another key of some length' }), /give one of them/);
  t.throws(() => readSettings({ COLOPHON_SECRET_KEY_FILE: join(folder, 'none') }), /COLOPHON_SECRET_KEY_FILE: ENOENT/);
});

test('variables of the other programs are left alone', (t) => {
  t.doesNotThrow(() => readSettings({ COLOPHON_AGENT_SEED: 's', COLOPHON_AGENT_DATA: 'd', COLOPHON_TEST_WHEELS: 'w' }));
  t.end();
});
