import { test } from 'tap';
import { agentEnvironment } from '../../../interfaces/agent/launch.ts';
import { help, readSettings, SettingsError } from '../../../interfaces/agent/settings.ts';

const least = {
  COLOPHON_AGENT_SERVER: 'http://127.0.0.1:8000',
  COLOPHON_AGENT_FARM: '3f0c0a52-5a0e-4d0b-9f7e-0d5f6f3f1a01',
  COLOPHON_AGENT_SEED: 'seed',
  COLOPHON_AGENT_DATA: '/var/lib/agent',
};

test('the rest has defaults, and an empty variable counts as unset', (t) => {
  const settings = readSettings({ ...least, COLOPHON_AGENT_CPUS: '' });
  t.match(settings, {
    hostname: String,
    cpus: Number,
    ram: Number,
    grace: 10,
    stopGrace: 30,
    logInterval: 10,
    followParent: false,
    orphanMinutes: 10,
  });
  t.end();
});

test('every problem is named at once', (t) => {
  const names = ['DATA', 'FARM', 'GRACE', 'SEED_FILE', 'SERVER'];
  try {
    readSettings({ COLOPHON_AGENT_SERVER: 'ftp://x', COLOPHON_AGENT_GRACE: 'long', COLOPHON_AGENT_SEED_FILE: '/nowhere/at/all' });
    t.fail('it took these settings');
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const named = error.problems.map((problem) => problem.split(':')[0]).sort();
    t.same(
      named,
      names.map((name) => `COLOPHON_AGENT_${name}`),
    );
  }
  t.end();
});

test('given nothing at all, whatever is needed is named, the seed too', (t) => {
  t.throws(() => readSettings({}), /SERVER: is required\n.*FARM: is required\n.*SEED: is required\n.*DATA: is required$/);
  t.end();
});

test('the seed may come from a file', (t) => {
  const folder = t.testdir({ seed: 'from a file\n' });
  const settings = readSettings({ ...least, COLOPHON_AGENT_SEED: '', COLOPHON_AGENT_SEED_FILE: `${folder}/seed` });
  t.equal(settings.seed, 'from a file');
  t.end();
});

test('settings survive the way through the environment', (t) => {
  const settings = readSettings({ ...least, COLOPHON_AGENT_FOLLOW_PARENT: '1', COLOPHON_AGENT_STOP_GRACE: '2.5' });
  t.same(readSettings(agentEnvironment(settings)), settings);
  t.end();
});

test('the help names every variable', (t) => {
  for (const name of [...Object.keys(least), 'COLOPHON_AGENT_SEED_FILE', 'COLOPHON_AGENT_ORPHAN_MINUTES']) t.match(help(), name);
  t.end();
});
