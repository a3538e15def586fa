import { ok, problem, type Check, type Observation } from './check.ts';

/** Events of a type that the log holds and a generation of a projection did not apply; see its hole detector. */
interface Hole {
  readonly projection: string;
  readonly generation: number;
  readonly type: string;
  /** Negative: applied too often. 0: others in their place. */
  readonly missing: number;
  readonly found: Date;
}

/** Read models hold what the log holds, as of the last hourly look. */
export const holesCheck = (projections: { holes(): Promise<readonly Hole[]> }): Check => ({
  name: 'read models',
  vital: false,
  async look() {
    const holes = await projections.holes();
    if (holes.length === 0) return ok('No read model was found to lack an event of the log.');
    return [...Map.groupBy(holes, ({ projection, generation }) => `${projection} ${generation}`).values()].map(observation);
  },
});

function observation(holes: readonly Hole[]): Observation {
  const { projection, generation, found } = holes[0]!;
  return problem(
    `Generation ${generation} of ${projection} ${holes.map(text).join(', ')}, found ${found.toISOString()}.`,
    `"colophon projections rebuild ${projection}" makes it anew and shows what differs; "colophon projections switch ${projection} --force ` +
      '--reason …" puts that in its place.',
  );
}

const text = ({ type, missing }: Hole): string =>
  missing > 0
    ? `lacks ${missing} of ${type}`
    : missing < 0
      ? `has ${-missing} of ${type} too many`
      : `has other ones of ${type} than the log`;
