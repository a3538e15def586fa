import { ContainerModule } from 'inversify';
import { allFacts } from '../../application/facts/index.ts';
import { logged } from '../../application/pipeline/logged.ts';
import { Pipeline } from '../../application/pipeline/pipeline.ts';
import { InlineReactions } from '../../application/reactors/process-manager/inline-reactions.ts';
import { Planner } from '../../application/reactors/process-manager/plan.ts';
import { StreamedClaims } from '../../application/tasks/live-claims.ts';
import { everyLook } from './looks.ts';
import { tokens } from './tokens.ts';

/** The way of every command, and what decisions may ask. */
export const commandsModule = new ContainerModule(({ bind }) => {
  bind(tokens.look).toResolvedValue(
    (db, current, identity, blobs, settings, readSide, store) => everyLook({ db, current, identity, blobs, settings, readSide, store }),
    [tokens.db, tokens.current, tokens.identity, tokens.blobs, tokens.settings, tokens.readSide, tokens.store],
  );
  bind(tokens.pipeline).toResolvedValue(
    (store, clock, look, refusals, log) => logged(new Pipeline({ store, clock, look, facts: allFacts, refusals }), log, clock),
    [tokens.store, tokens.clock, tokens.look, tokens.refusals, tokens.log],
  );
  bind(tokens.planner).toResolvedValue((store, settings) => new Planner(store, settings.tasksExpiryDays), [tokens.store, tokens.settings]);
  bind(tokens.bus).toResolvedValue(
    (pipeline, planner, store, log) =>
      new InlineReactions(pipeline, planner, store, (error) =>
        log.warn({ err: error }, 'A start, stop or restart is left to the process manager.'),
      ),
    [tokens.pipeline, tokens.planner, tokens.store, tokens.log],
  );
  bind(tokens.liveClaims).toResolvedValue((store, pipeline) => new StreamedClaims(store, pipeline), [tokens.store, tokens.pipeline]);
});
