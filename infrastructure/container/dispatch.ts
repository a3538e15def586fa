import { ContainerModule } from 'inversify';
import { AgentDesk } from '../../application/dispatch/agent-desk.ts';
import { Dispatcher } from '../../application/dispatch/dispatcher.ts';
import { LiveBoard } from '../../application/dispatch/live-board.ts';
import { Monitor } from '../../application/dispatch/monitor.ts';
import { Waiting } from '../../application/dispatch/waiting.ts';
import { Leader } from '../../application/reactors/leader.ts';
import { ProcessManager } from '../../application/reactors/process-manager/process-manager.ts';
import { ReactorRunner } from '../../application/reactors/runner.ts';
import { Runs } from '../../application/reactors/runs/runs.ts';
import type { Logger } from '../../application/ports/logger.ts';
import { Initialisation } from '../../application/steps/initialisation.ts';
import { StepRunner } from '../../application/steps/step-runner.ts';
import { runsLook } from '../../projections/processes/runs-look.ts';
import { dispatchLook } from '../../projections/tasks/dispatch-look.ts';
import type { Settings } from '../settings.ts';
import { tokens } from './tokens.ts';

const failure = (log: Logger, message: string) => (error: unknown) => log.warn({ err: error }, message);

const limitsOf = (settings: Settings) => ({
  maxPerProcess: settings.dispatchMaxPerProcess,
  maxPerProject: settings.dispatchMaxPerProject,
  agentTimeoutMs: settings.agentTimeout * 1000,
  reserveAfterMs: settings.dispatchReserveAfter * 1000,
});

/** What happens by itself: process manager, dispatcher, monitor, built-in steps. */
export const dispatchModule = new ContainerModule(({ bind }) => {
  bind(tokens.board).toResolvedValue(
    (store, db, readSide, clock, log) =>
      new LiveBoard({
        store,
        look: dispatchLook(db),
        readSide,
        clock,
        onFailure: failure(log, 'The dispatch board could not follow the log; it is tried again.'),
      }),
    [tokens.store, tokens.db, tokens.readSide, tokens.clock, tokens.log],
  );
  bind(tokens.desk).toResolvedValue(
    (live, presence, store, bus, clock, ids) => new AgentDesk({ live, presence, store, bus, clock, ids }),
    [tokens.board, tokens.presence, tokens.store, tokens.pipeline, tokens.clock, tokens.ids],
  );
  bind(tokens.dispatcher).toResolvedValue(
    (live, presence, bus, clock, ids, settings, desk, log) =>
      new Dispatcher({
        live,
        presence,
        bus,
        clock,
        ids,
        limits: limitsOf(settings),
        polls: desk.polls,
        onFailure: failure(log, 'A round of the dispatcher failed.'),
      }),
    [tokens.board, tokens.presence, tokens.pipeline, tokens.clock, tokens.ids, tokens.settings, tokens.desk, tokens.log],
  );
  bind(tokens.waiting).toResolvedValue(
    (live, presence, clock, settings) =>
      new Waiting({ live, presence, clock, limits: limitsOf(settings), steps: settings.stepsConcurrency }),
    [tokens.board, tokens.presence, tokens.clock, tokens.settings],
  );
  bind(tokens.monitor).toResolvedValue(
    (live, presence, leases, bus, clock, ids, settings, log) =>
      new Monitor({
        live,
        presence,
        leases,
        bus,
        clock,
        ids,
        agentTimeoutMs: settings.agentTimeout * 1000,
        startTimeoutMs: settings.agentStartTimeout * 1000,
        stopTimeoutMs: settings.taskStopTimeout * 1000,
        onFailure: failure(log, 'A look of the monitor failed.'),
      }),
    [tokens.board, tokens.presence, tokens.leases, tokens.pipeline, tokens.clock, tokens.ids, tokens.settings, tokens.log],
  );
  bind(tokens.stepRunner).toResolvedValue(
    (live, store, bus, blobs, leases, clock, ids, settings, look, log) =>
      new StepRunner({
        live,
        store,
        bus,
        blobs,
        leases,
        clock,
        ids,
        steps: [new Initialisation(store, look)],
        concurrency: settings.stepsConcurrency,
        onFailure: failure(log, 'A built-in step could not report.'),
      }),
    [
      tokens.board,
      tokens.store,
      tokens.pipeline,
      tokens.blobs,
      tokens.leases,
      tokens.clock,
      tokens.ids,
      tokens.settings,
      tokens.look,
      tokens.log,
    ],
  );
  bind(tokens.leaders).toResolvedValue(
    (store, bus, checkpoints, clock, db, readSide, planner, dispatcher, monitor, leases, log) => {
      const manager = new ProcessManager(new Runs(runsLook(db), readSide), planner);
      const onFailure = (reactor: string, error: unknown) => log.warn({ err: error, reactor }, 'A reactor tries a page again.');
      const reactor = new ReactorRunner(manager, { store, bus, checkpoints, clock, onFailure });
      const leading = { leases, clock, onFailure: failure(log, 'Leading failed; it is tried again.') };
      return [reactor, dispatcher, monitor].map((service) => new Leader(service.name, [service], leading));
    },
    [
      tokens.store,
      tokens.pipeline,
      tokens.checkpoints,
      tokens.clock,
      tokens.db,
      tokens.readSide,
      tokens.planner,
      tokens.dispatcher,
      tokens.monitor,
      tokens.leases,
      tokens.log,
    ],
  );
});
