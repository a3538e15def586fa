import { test } from 'tap';
import { Rounds, type RoundsDeps } from '../../../application/log/rounds.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** Rounds of a second, and what came of them; each goes through what `during` says. */
function given(
  during: (n: number, rounds: Rounds, signal: AbortSignal) => void | Promise<void> = () => undefined,
  over: Partial<RoundsDeps> = {},
) {
  const clock = new ManualClock();
  const failures: unknown[] = [];
  const done = { rounds: 0 };
  const rounds: Rounds = new Rounds({
    clock,
    everyMs: 1_000,
    round: async (signal) => during(++done.rounds, rounds, signal),
    onFailure: (error) => failures.push(error),
    ...over,
  });
  return { clock, rounds, failures, done };
}

test('given rounds, when they are started, then one comes at once and the next after a sleep', async (t) => {
  const { clock, rounds, done } = given();
  rounds.start();
  await clock.asleep(1_000);
  t.equal(done.rounds, 1);
  clock.advance(1_000);
  await clock.asleep(1_000);
  t.equal(done.rounds, 2);
  await rounds.stop();
});

test('given rounds that sleep first, when they are started, then none comes before the sleep is over', async (t) => {
  const { clock, rounds, done } = given(undefined, { sleepFirst: true });
  rounds.start();
  await clock.asleep(1_000);
  t.equal(done.rounds, 0);
  clock.advance(1_000);
  await clock.asleep(1_000);
  t.equal(done.rounds, 1);
  await rounds.stop();
  t.equal(done.rounds, 1, 'a stop makes no round');
});

test('given a sleep, when the bell is rung, then the next round comes at once', async (t) => {
  const second = Promise.withResolvers<void>();
  const { clock, rounds } = given((n) => void (n === 2 && second.resolve()));
  rounds.start();
  await clock.asleep(1_000);
  rounds.ring();
  await second.promise;
  await rounds.stop();
  t.same(clock.waits, []);
});

test('given a round under way, when the bell is rung, then another one follows without a sleep', async (t) => {
  const { clock, rounds, done } = given((n) => void (n === 1 && rounds.ring()));
  rounds.start();
  await clock.asleep(1_000);
  t.equal(done.rounds, 2);
  await rounds.stop();
});

test('given a round that fails, then that is told, and the next one comes after the same sleep', async (t) => {
  const defect = new Error('not today');
  const { clock, rounds, failures, done } = given((n) => {
    if (n === 1) throw defect;
  });
  rounds.start();
  await clock.asleep(1_000);
  t.strictSame(failures, [defect]);
  clock.advance(1_000);
  await clock.asleep(1_000);
  t.equal(done.rounds, 2);
  await rounds.stop();
});

test('given rounds that fail in a row, then each sleep is twice the one before up to the longest, and short again after one that does not', async (t) => {
  const defect = new Error('not today');
  const { clock, rounds, failures, done } = given(
    (n) => {
      if (n <= 4 || n === 6) throw defect;
    },
    { longestMs: 5_000 },
  );
  rounds.start();
  for (const sleep of [1_000, 2_000, 4_000, 5_000, 1_000, 1_000, 1_000]) {
    await clock.asleep(sleep);
    t.same(clock.waits, [sleep]);
    clock.advance(sleep);
  }
  await clock.asleep(1_000);
  t.equal(done.rounds, 8);
  t.equal(failures.length, 5);
  await rounds.stop();
});

test('given a round under way, when rounds are stopped, then its signal aborts and it is waited for; no other follows', async (t) => {
  const begun = Promise.withResolvers<void>();
  const { clock, rounds, done } = given(async (_, __, signal) => {
    begun.resolve();
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  });
  rounds.start();
  await begun.promise;
  await rounds.stop();
  t.equal(done.rounds, 1);
  t.same(clock.waits, []);
});

test('given rounds that were stopped, when they are started again, then they go on and sleep between as before', async (t) => {
  const { clock, rounds, done } = given();
  for (const expected of [1, 2]) {
    rounds.start();
    await clock.asleep(1_000);
    t.equal(done.rounds, expected);
    await rounds.stop();
    await rounds.stop();
  }
  t.same(clock.waits, []);
});
