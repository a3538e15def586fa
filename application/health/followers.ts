import { lags, type FollowerLag } from './behind.ts';
import { ok, problem, warning, type Check, type Observation } from './check.ts';

/** Nobody who waits for a read model should notice less. */
const slowSeconds = 10;

/** Everything that follows the log keeps up with it. */
export const followersCheck = (deps: Parameters<typeof lags>[0], kind: 'projection' | 'reactor'): Check => ({
  name: `${kind}s`,
  vital: false,
  async look() {
    const seen = (await lags(deps)).filter((one) => one.kind === kind);
    if (seen.length === 0) return warning(`No ${kind} has run yet.`, 'Start the server, or a program of the role worker.');
    const behind = seen.filter(({ stuck, lag }) => stuck || lag.seconds > slowSeconds);
    return behind.length === 0 ? ok(`All ${seen.length} ${kind}s keep up with the log.`) : behind.map(observation);
  },
});

function observation({ kind, name, lag, stuck, stillSeconds }: FollowerLag): Observation {
  const events = `${lag.estimated ? 'about ' : ''}${lag.events}`;
  const says = `The ${kind} ${name} is ${events} events and ${Math.round(lag.seconds)} s behind`;
  if (!stuck) return warning(`${says}, and moves.`, 'Wait: it catches up. If it does not, give the database more room.');
  return problem(
    `${says}, and has not moved for ${Math.round(stillSeconds)} s.`,
    kind === 'projection'
      ? 'Start a program of the role worker if none runs; else its log says why the projection stands still.'
      : 'Start a program of the role worker if none runs; else its log says at which page the reactor fails.',
  );
}
