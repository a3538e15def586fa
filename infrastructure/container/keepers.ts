import { createHash } from 'node:crypto';
import type { Container } from 'inversify';
import type { Service } from '../../application/ports/service.ts';
import { Leader } from '../../application/reactors/leader.ts';
import { Builder } from '../../projections/engine/build/builder.ts';
import { shapeOf } from '../../projections/engine/generation.ts';
import { HoleDetector } from '../../projections/engine/holes/hole-detector.ts';
import { Verifier } from '../../projections/engine/verify/verifier.ts';
import { allProjections } from '../../projections/index.ts';
import { inProcess } from './filling/in-process.ts';
import { tokens } from './tokens.ts';

/** Programs of other versions build for themselves: one cannot fold the read models of the other. */
const versions = createHash('sha256')
  .update(JSON.stringify(allProjections.map((projection) => [projection.version, shapeOf(projection)])))
  .digest('hex')
  .slice(0, 8);
/** Held by the one program that builds read models of this version, compares and switches them. */
const lease = `builder ${versions}`;

/** Builds read models anew, compares and switches them, as operators and newer versions ask for: while it holds the lease. */
export function keepersOf(container: Container): Service {
  const get = container.get.bind(container);
  const [log, clock] = [get(tokens.log), get(tokens.clock)];
  const deps = { store: get(tokens.store), pool: get(tokens.keeperPool), projections: allProjections, clock, log };
  return new Leader(
    lease,
    [new Builder({ ...deps, fill: inProcess(get(tokens.address), get(tokens.settings)) }), new Verifier(deps), new HoleDetector(deps)],
    {
      leases: get(tokens.leases),
      clock,
      onFailure: (error) => log.warn({ err: error }, 'Read models cannot be built; it is tried again.'),
    },
  );
}

/**
 * For commands that ask for what keepers do: where no server does it, this program follows the log and keeps the read models while the
 * work is under way. A server that starts or ends meanwhile changes nothing.
 */
export async function withKeepers<Answer>(container: Container, work: () => Promise<Answer>): Promise<Answer> {
  const served = await container.get(tokens.leases).isHeld(lease);
  const services = served ? [keepersOf(container)] : [container.get(tokens.projector), keepersOf(container)];
  const started: Service[] = [];
  try {
    for (const service of services) {
      started.unshift(service);
      await service.start();
    }
    return await work();
  } finally {
    for (const service of started) await service.stop();
  }
}
