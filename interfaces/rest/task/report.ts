import { z } from 'zod';
import { command, type AnyCommand, type Outcome } from '../../../application/pipeline/command.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { releaseClaim } from '../../../domain/task/release-claim.ts';
import { reportError } from '../../../domain/task/report-error.ts';
import { reportCompleted, reportFailed } from '../../../domain/task/report-exit.ts';
import { reportStarted } from '../../../domain/task/report-started.ts';
import { reportStopped } from '../../../domain/task/report-stopped.ts';
import { boundedText } from '../../../domain/kernel/texts.ts';
import { invalid } from '../edge/refusals/edge-refusal.ts';
import type { Refused } from '../edge/reply.ts';

/** What an agent says about the claim of this term. Which further fields count depends on the state. */
export const reportBody = z.object({
  state: z.string().describe('running, completed, failed, error, stopped, or pending (hands the claim back)'),
  term: z.int(),
  container: z.string().max(250).nullable().default(null),
  exit_code: z.int().nullable().default(null),
  duration_ms: z.int().min(0).nullable().default(null),
  log_bytes: z.int().min(0).nullable().default(null),
  cause: z.string().nullable().default(null),
  detail: boundedText.nullable().default(null),
});

export const reportAnswer = z.object({ id: z.uuid(), state: z.string(), term: z.int() });

type Report = z.infer<typeof reportBody>;

const errorCause = z.enum(['image_unavailable', 'container_lost', 'agent_error']);
const releaseCause = z.enum(['agent_shutdown', 'slot_taken']);

const oneOf = (field: string, causes: z.ZodEnum): Refused => refused(invalid(field, `One of ${causes.options.join(', ')}.`));

/** The decision that a report is. */
export function reportCommand(id: string, body: Report): AnyCommand | Refused {
  const { state, term, exit_code: exitCode, duration_ms: durationMs, log_bytes: logBytes, container, cause } = body;
  switch (state) {
    case 'running':
      return command(reportStarted, id, { term, container });
    case 'completed':
    case 'failed':
      if (exitCode === null) return refused(invalid('exit_code', 'The exit code is required.'));
      return command(state === 'completed' ? reportCompleted : reportFailed, id, { term, exitCode, durationMs, logBytes });
    case 'error': {
      const known = errorCause.safeParse(cause);
      return known.success
        ? command(reportError, id, { term, cause: known.data, detail: body.detail ?? '', logBytes })
        : oneOf('cause', errorCause);
    }
    case 'stopped':
      return command(reportStopped, id, { term, logBytes });
    case 'pending': {
      const known = releaseCause.safeParse(cause);
      return known.success ? command(releaseClaim, id, { term, cause: known.data }) : oneOf('cause', releaseCause);
    }
    default:
      return refused(refusal('state_forbidden', { field: 'state' }));
  }
}

const stateOf: Readonly<Record<string, string>> = {
  TaskStarted: 'running',
  TaskCompleted: 'completed',
  TaskFailed: 'failed',
  TaskErrored: 'error',
  TaskStopped: 'stopped',
  TaskClaimReleased: 'pending',
};

/** The state that the report led to; that of the report itself when it was a repetition. */
export const stateAfter = ({ events }: Outcome, { state }: Report): string => {
  const last = events.findLast(({ type }) => type in stateOf);
  return last ? (stateOf[last.type] ?? state) : state;
};
