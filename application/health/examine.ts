import type { Clock } from '../ports/clock.ts';
import { problem, warning, type Check, type Finding, type Observation } from './check.ts';

/** A look that takes longer is worth a word: what is looked at has too much to do, or this machine has. */
const slowMs = 5_000;

/**
 * All checks side by side, their findings in the order of the checks. Never rejects: a look that fails is a finding, and one that takes
 * longer than `patienceMs` says as much. Who has time gives more of it, and learns whether something is slow or away.
 */
export async function examine(checks: readonly Check[], clock: Clock, patienceMs = slowMs): Promise<readonly Finding[]> {
  const seen = await Promise.all(checks.map((check) => observe(check, clock, patienceMs)));
  return checks.flatMap(({ name: check }, index) => (seen[index] ?? []).map((observation) => ({ check, ...observation })));
}

/** Nothing is wrong; warnings are allowed. */
export const isSound = (findings: readonly Finding[]): boolean => findings.every(({ grade }) => grade !== 'problem');

async function observe(check: Check, clock: Clock, patienceMs: number): Promise<readonly Observation[]> {
  const done = new AbortController();
  const begun = clock.now().getTime();
  const late = clock.wait(patienceMs, done.signal).then(() => (done.signal.aborted ? [] : [tooLate(check, patienceMs)]));
  const look = check.look().then(
    (seen) => [...[seen].flat(), ...slowness(check, clock.now().getTime() - begun)],
    (error: Error) => [failed(check, error)],
  );
  const seen = await Promise.race([look, late]);
  done.abort();
  return seen;
}

const slowness = ({ name }: Check, ms: number): readonly Observation[] =>
  ms <= slowMs
    ? []
    : [
        warning(
          `The ${name} answered, but only after ${Math.round(ms / 1000)} s.`,
          `See whether the ${name} or this machine is overloaded; ask again when it is not.`,
        ),
      ];

const tooLate = ({ name }: Check, patienceMs: number): Observation =>
  problem(`The ${name} has not answered within ${patienceMs / 1000} s.`, `See whether the ${name} is overloaded or cut off.`);

const failed = ({ name }: Check, error: Error): Observation =>
  problem(`The ${name} could not be looked at: ${error.message}`, `Mend what the message names; the log of the ${name} may say more.`);
