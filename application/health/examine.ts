import type { Clock } from '../ports/clock.ts';
import { problem, type Check, type Finding, type Observation } from './check.ts';

/** A look that takes longer says as much as one that fails. */
const patienceMs = 5_000;

/** All checks side by side, their findings in the order of the checks. Never rejects: a look that fails is a finding. */
export async function examine(checks: readonly Check[], clock: Clock): Promise<readonly Finding[]> {
  const seen = await Promise.all(checks.map((check) => observe(check, clock)));
  return checks.flatMap(({ name: check }, index) => (seen[index] ?? []).map((observation) => ({ check, ...observation })));
}

/** Nothing is wrong; warnings are allowed. */
export const isSound = (findings: readonly Finding[]): boolean => findings.every(({ grade }) => grade !== 'problem');

async function observe(check: Check, clock: Clock): Promise<readonly Observation[]> {
  const done = new AbortController();
  const late = clock.wait(patienceMs, done.signal).then(() => (done.signal.aborted ? [] : [tooLate(check)]));
  const look = check.look().then(
    (seen) => [seen].flat(),
    (error: Error) => [failed(check, error)],
  );
  const seen = await Promise.race([look, late]);
  done.abort();
  return seen;
}

const tooLate = ({ name }: Check): Observation =>
  problem(`The ${name} has not answered within ${patienceMs / 1000} s.`, `See whether the ${name} is overloaded or cut off.`);

const failed = ({ name }: Check, error: Error): Observation =>
  problem(`The ${name} fails: ${error.message}`, `Mend what the message names; the log of the ${name} may say more.`);
