import { onItsWay, type GenerationState } from './states.ts';

/** A generation as far as its life is concerned. */
export interface Standing {
  readonly number: number;
  readonly state: GenerationState;
  /** Of the version of the program that decides: only such a one is moved on with the log, and can be shown. */
  readonly current: boolean;
}

/** What is to become of a projection's generations. */
export type Act =
  | { readonly kind: 'rebuild' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'cancel' }
  /** It has reached the end of the log. */
  | { readonly kind: 'catch_up' }
  /** It was compared with the live one. */
  | { readonly kind: 'compared'; readonly equal: boolean }
  | { readonly kind: 'switch'; readonly force: boolean; readonly reason: string | null }
  | { readonly kind: 'rollback'; readonly reason: string | null }
  /** The retired one is of the program that starts, the live one of another: it goes on from where it stands. */
  | { readonly kind: 'revive' }
  | { readonly kind: 'drop'; readonly number: number };

export interface Change {
  readonly number: number;
  readonly from: GenerationState | null;
  readonly to: GenerationState;
}

/** `state_forbidden` with a sentence that names what is in the way and the remedy. */
export interface Forbidden {
  readonly forbidden: string;
}

export type Decided = readonly Change[] | Forbidden;

export const isForbidden = (decided: Decided): decided is Forbidden => 'forbidden' in decided;

/**
 * What an act changes, or why it may not be. Pure. A new generation gets the number after all that there ever were; `name`, of the
 * projection, is for the commands that sentences tell as the remedy.
 */
export function decide(act: Act, generations: readonly Standing[], name = '<name>'): Decided {
  const live = generations.find(({ state }) => state === 'live');
  const next = generations.find(({ state }) => onItsWay.includes(state));
  const retired = generations.find(({ state }) => state === 'retired');
  switch (act.kind) {
    case 'rebuild':
      if (next) return forbidden(`Generation ${next.number} is ${worded(next.state)} already: switch to it, cancel it or drop it first.`);
      return [{ number: Math.max(0, ...generations.map(({ number }) => number)) + 1, from: null, to: 'building' }];
    case 'pause':
      return step(next, ['building'], 'paused');
    case 'resume':
      return step(next, ['paused'], 'building');
    case 'cancel':
      return cancelling(next, name);
    case 'catch_up':
      return step(next, ['building'], 'caught_up');
    case 'compared':
      return step(next, ['caught_up', 'verified'], act.equal ? 'verified' : 'caught_up');
    case 'switch':
      return switching(act, next, live, retired);
    case 'rollback':
      return rollingBack(act, live, retired);
    case 'revive':
      return next ? forbidden(`Generation ${next.number} is ${worded(next.state)} already.`) : step(retired, ['retired'], 'caught_up');
    case 'drop':
      return dropping(
        generations.find(({ number }) => number === act.number),
        name,
      );
  }
}

function switching(
  { force, reason }: Extract<Act, { kind: 'switch' }>,
  next: Standing | undefined,
  live: Standing | undefined,
  retired: Standing | undefined,
): Decided {
  if (!next) return forbidden('There is no generation to switch to: rebuild first.');
  if (next.state !== 'verified' && next.state !== 'caught_up')
    return forbidden(`Generation ${next.number} is ${worded(next.state)}: it must be caught up and verified.`);
  if (next.state === 'caught_up' && !force)
    return forbidden(`Generation ${next.number} is not verified: verify it, or force the switch with a reason.`);
  if (force && !reason) return forbidden('A forced switch needs a reason, which is kept.');
  return [...(retired ? [change(retired, 'dropped')] : []), ...(live ? [change(live, 'retired')] : []), change(next, 'live')];
}

function rollingBack({ reason }: Extract<Act, { kind: 'rollback' }>, live: Standing | undefined, retired: Standing | undefined): Decided {
  if (!retired || !live) return forbidden('There is no retired generation to roll back to.');
  if (!retired.current)
    return forbidden(
      `Generation ${retired.number} was built by another version of the program, which alone can go on with it: start that version, and it does.`,
    );
  if (!reason) return forbidden('A rollback needs a reason, which is kept.');
  return [change(live, 'retired'), change(retired, 'live')];
}

function cancelling(next: Standing | undefined, name: string): Decided {
  if (!next) return forbidden('Nothing is being built.');
  if (next.state !== 'caught_up' && next.state !== 'verified') return step(next, ['building', 'paused'], 'cancelled');
  return forbidden(
    `Generation ${next.number} is ${worded(next.state)}, not building or paused: drop it ("projections drop ${name} --generation ${next.number}").`,
  );
}

function dropping(generation: Standing | undefined, name: string): Decided {
  if (!generation) return forbidden('There is no such generation.');
  const { state, number } = generation;
  if (state === 'live') return forbidden(`Generation ${number} is live: switch to another first.`);
  if (state === 'building' || state === 'paused')
    return forbidden(`Generation ${number} is ${worded(state)}: cancel it ("projections cancel ${name}").`);
  return step(generation, ['caught_up', 'verified', 'retired'], 'dropped');
}

function step(generation: Standing | undefined, from: readonly GenerationState[], to: GenerationState): Decided {
  const wanted = from.map(worded).join(' or ');
  if (!generation) return forbidden(`There is no generation that is ${wanted}: rebuild first.`);
  if (!from.includes(generation.state)) return forbidden(`Generation ${generation.number} is ${worded(generation.state)}, not ${wanted}.`);
  return [change(generation, to)];
}

const change = ({ number, state }: Standing, to: GenerationState): Change => ({ number, from: state, to });
const forbidden = (why: string): Forbidden => ({ forbidden: why });
const worded = (state: GenerationState): string => state.replace('_', ' ');
