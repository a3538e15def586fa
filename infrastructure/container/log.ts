import { ContainerModule } from 'inversify';
import { MeteredEventStore } from '../../application/log/metered-event-store.ts';
import { SharedTail } from '../../application/log/shared-tail.ts';
import { ProjectionsAdmin } from '../../projections/engine/admin/projections-admin.ts';
import { Answers } from '../../projections/engine/answers.ts';
import { CurrentRows } from '../../projections/engine/current-rows.ts';
import { Applied } from '../../projections/engine/applied.ts';
import { Projector } from '../../projections/engine/projector.ts';
import { ReadSideFollower } from '../../projections/engine/read-side-follower.ts';
import { allProjections } from '../../projections/index.ts';
import type { LogChoice } from './log-product.ts';
import { todaysLog } from './todays-log.ts';
import { tokens } from './tokens.ts';

/** The log, and the read models that follow it. */
export const logModule = (choice: LogChoice): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(tokens.logProduct).toResolvedValue(
      (pool, connection, clock, log) => choice({ pool, connection, clock, log }),
      [tokens.pool, tokens.connection, tokens.clock, tokens.log],
    );
    bind(tokens.meteredLog).toDynamicValue(
      (program) => new MeteredEventStore(program.get(tokens.logProduct).store, program.get(tokens.figures, { optional: true })),
    );
    bind(tokens.store).toResolvedValue(
      ({ kind }, store, pool, clock) => new SharedTail(todaysLog(pool, { kind, store }), clock),
      [tokens.logProduct, tokens.meteredLog, tokens.pool, tokens.clock],
    );
    bind(tokens.readSide).toResolvedValue((store, clock) => new Applied(store, clock, allProjections), [tokens.store, tokens.clock]);
    bind(tokens.projector).toResolvedValue(
      (store, pool, clock, log, readSide) => new Projector({ store, pool, projections: allProjections, clock, log, readSide }),
      [tokens.store, tokens.projectorPool, tokens.clock, tokens.log, tokens.readSide],
    );
    bind(tokens.projections).toResolvedValue(
      (pool, store, clock) => new ProjectionsAdmin({ pool, store, clock }, allProjections),
      [tokens.pool, tokens.store, tokens.clock],
    );
    bind(tokens.readSideFollower).toResolvedValue(
      (readSide, pool, clock, log) => new ReadSideFollower({ readSide, pool, clock, log }),
      [tokens.readSide, tokens.pool, tokens.clock, tokens.log],
    );
    bind(tokens.answers).toResolvedValue((pool, store) => new Answers({ pool, store }), [tokens.pool, tokens.store]);
    bind(tokens.current).toResolvedValue((pool, store) => new CurrentRows({ pool, store }), [tokens.pool, tokens.store]);
  });
