import fc from 'fast-check';
import { test } from 'tap';
import { decide, isForbidden, type Act, type Standing } from '../../../../projections/engine/lifecycle/decide.ts';
import { generationStates, gone, onItsWay, type GenerationState } from '../../../../projections/engine/lifecycle/states.ts';

const arrows: Readonly<Record<GenerationState, readonly GenerationState[]>> = {
  building: ['paused', 'caught_up', 'cancelled'],
  paused: ['building', 'cancelled'],
  caught_up: ['verified', 'caught_up', 'live', 'dropped'],
  verified: ['verified', 'caught_up', 'live', 'dropped'],
  live: ['retired'],
  retired: ['live', 'caught_up', 'dropped'],
  dropped: [],
  cancelled: [],
};

const reason = fc.constantFrom(null, 'because');
const acts: fc.Arbitrary<Act> = fc.oneof(
  ...(['rebuild', 'pause', 'resume', 'cancel', 'catch_up', 'revive'] as const).map((kind) => fc.constant({ kind })),
  fc.boolean().map((equal): Act => ({ kind: 'compared', equal })),
  fc.tuple(fc.boolean(), reason).map(([force, why]): Act => ({ kind: 'switch', force, reason: why })),
  reason.map((why): Act => ({ kind: 'rollback', reason: why })),
  fc.integer({ min: 1, max: 6 }).map((number): Act => ({ kind: 'drop', number })),
);

function after(generations: readonly Standing[], act: Act): readonly Standing[] {
  const decided = decide(act, generations);
  if (isForbidden(decided)) return generations;
  const kept = generations.map((one) => ({ ...one, state: decided.find(({ number }) => number === one.number)?.to ?? one.state }));
  const made = decided.filter(({ from }) => from === null).map(({ number, to }) => ({ number, state: to, current: true }));
  return [...kept, ...made];
}

const begun: readonly Standing[] = [{ number: 1, state: 'live', current: true }];
const standing = (...states: readonly GenerationState[]): readonly Standing[] =>
  states.map((state, index) => ({ number: index + 1, state, current: true }));

test('whatever is asked in whatever order, generations go only along the arrows, and one is live', (t) => {
  const reached = new Set<GenerationState>();
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 40 }), fc.boolean(), (asked, current) => {
      let generations: readonly Standing[] = begun.map((one) => ({ ...one, current }));
      for (const act of asked) {
        const next = after(generations, act);
        for (const { number, state } of generations) {
          const now = next.find((one) => one.number === number)!.state;
          if (now !== state && !arrows[state].includes(now)) throw new Error(`${state} became ${now} by ${act.kind}`);
        }
        const count = (states: readonly GenerationState[]): number => next.filter(({ state }) => states.includes(state)).length;
        if (count(['live']) !== 1 || count(onItsWay) > 1 || count(['retired']) > 1) throw new Error(`too many after ${act.kind}`);
        generations = next;
        for (const { state } of next) reached.add(state);
      }
    }),
    { numRuns: 2000 },
  );
  t.strictSame([...reached].sort(), [...generationStates].sort(), 'every state was reached');
  t.end();
});

test('what is gone stays gone, and its number is never given again', (t) => {
  const decided = decide({ kind: 'rebuild' }, standing('dropped', 'live', 'cancelled'));
  t.strictSame(decided, [{ number: 4, from: null, to: 'building' }]);
  for (const [index, state] of gone.entries()) {
    const found = decide({ kind: 'drop', number: index + 1 }, standing(...gone));
    t.match(found, { forbidden: new RegExp(state) });
  }
  t.end();
});

test('a generation that differs or was not verified is switched to by force and with a reason only', (t) => {
  const given = standing('live', 'caught_up');
  t.match(decide({ kind: 'switch', force: false, reason: 'because' }, given), { forbidden: /not verified/ });
  t.match(decide({ kind: 'switch', force: true, reason: null }, given), { forbidden: /reason/ });
  t.strictSame(decide({ kind: 'switch', force: true, reason: 'the live one is wrong' }, given), [
    { number: 1, from: 'live', to: 'retired' },
    { number: 2, from: 'caught_up', to: 'live' },
  ]);
  t.match(decide({ kind: 'switch', force: true, reason: 'in a hurry' }, standing('live', 'building')), { forbidden: /must be caught up/ });
  t.end();
});

test('a switch retires the live one and drops what was retired before; a rollback changes the two over', (t) => {
  t.strictSame(decide({ kind: 'switch', force: false, reason: null }, standing('retired', 'live', 'verified')), [
    { number: 1, from: 'retired', to: 'dropped' },
    { number: 2, from: 'live', to: 'retired' },
    { number: 3, from: 'verified', to: 'live' },
  ]);
  t.strictSame(decide({ kind: 'rollback', reason: 'wrong' }, standing('retired', 'live')), [
    { number: 2, from: 'live', to: 'retired' },
    { number: 1, from: 'retired', to: 'live' },
  ]);
  t.match(decide({ kind: 'rollback', reason: null }, standing('retired', 'live')), { forbidden: /reason/ });
  t.end();
});

test('a live generation of another version is retired at the switch: a program of its version can go on with it, this one cannot', (t) => {
  const given: readonly Standing[] = [
    { number: 1, state: 'live', current: false },
    { number: 2, state: 'caught_up', current: true },
  ];
  t.strictSame(decide({ kind: 'switch', force: true, reason: 'a newer version' }, given), [
    { number: 1, from: 'live', to: 'retired' },
    { number: 2, from: 'caught_up', to: 'live' },
  ]);
  const after: readonly Standing[] = [
    { number: 1, state: 'retired', current: false },
    { number: 2, state: 'live', current: true },
  ];
  t.match(decide({ kind: 'rollback', reason: 'wrong' }, after), { forbidden: /built by another version .* start that version/ });
  t.strictSame(decide({ kind: 'revive' }, after), [{ number: 1, from: 'retired', to: 'caught_up' }]);
  t.match(decide({ kind: 'revive' }, standing('retired', 'live', 'building')), { forbidden: /Generation 3 is building already/ });
  t.end();
});

for (const [act, states, why] of [
  [{ kind: 'rebuild' }, ['live', 'paused'], /Generation 2 is paused already/],
  [{ kind: 'pause' }, ['live', 'caught_up'], /Generation 2 is caught up, not building/],
  [{ kind: 'cancel' }, ['live'], /^Nothing is being built\.$/],
  [{ kind: 'resume' }, ['live'], /no generation that is paused: rebuild first/],
  [
    { kind: 'cancel' },
    ['live', 'caught_up'],
    /Generation 2 is caught up, not building or paused: drop it \("projections drop jars --generation 2"\)/,
  ],
  [
    { kind: 'cancel' },
    ['live', 'verified'],
    /Generation 2 is verified, not building or paused: drop it \("projections drop jars --generation 2"\)/,
  ],
  [{ kind: 'drop', number: 1 }, ['live'], /Generation 1 is live: switch to another first/],
  [{ kind: 'drop', number: 2 }, ['live', 'building'], /Generation 2 is building: cancel it \("projections cancel jars"\)/],
  [{ kind: 'drop', number: 7 }, ['live'], /no such generation/],
  [{ kind: 'rollback', reason: 'x' }, ['live'], /no retired generation/],
] as const satisfies readonly (readonly [Act, readonly GenerationState[], RegExp])[])
  test(`${act.kind} of ${states.join(' and ')} is forbidden, and why is said`, (t) => {
    t.match(decide(act, standing(...states), 'jars'), { forbidden: why });
    t.end();
  });
