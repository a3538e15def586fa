import { test } from 'tap';
import { Audience, helloEveryMs } from '../../../infrastructure/event-store/postgres/audience.ts';
import { SteppingClock } from '../../support/stepping-clock.ts';

const opened = () => {
  const clock = new SteppingClock();
  return { clock, audience: new Audience(clock) };
};

test('who does not listen takes it that others do, for ever', async (t) => {
  const { clock, audience } = opened();
  clock.advance(100 * helloEveryMs);
  t.ok(audience.present);
  t.notOk(audience.heard());
});

test('who listens waits a while for others to be heard, and is alone then', async (t) => {
  const { clock, audience } = opened();
  audience.listening();
  clock.advance(helloEveryMs);
  t.ok(audience.present);
  clock.advance(2 * helloEveryMs);
  t.notOk(audience.present);
});

test('those who say hello in time stay, those who fall silent go', async (t) => {
  const { clock, audience } = opened();
  audience.listening();
  for (let n = 0; n < 10; n++) {
    clock.advance(2 * helloEveryMs);
    t.notOk(audience.heard(), 'expected');
    t.ok(audience.present);
  }
  clock.advance(3 * helloEveryMs);
  t.notOk(audience.present);
});

test('a newcomer is unexpected: it may have missed what nobody was told', async (t) => {
  const { clock, audience } = opened();
  audience.listening();
  clock.advance(3 * helloEveryMs);
  t.ok(audience.heard());
  t.ok(audience.present);
});

test('who lost the connection knows nothing of others', async (t) => {
  const { clock, audience } = opened();
  audience.listening();
  clock.advance(3 * helloEveryMs);
  audience.deaf();
  t.ok(audience.present);
});
