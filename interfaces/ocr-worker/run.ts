import { ServerAway } from './persistently.ts';
import { processElement } from './process-element.ts';
import type { Outcome, Tools } from './process-element.ts';
import { outcomeLine, summary } from './report.ts';

/**
 * Processes the elements one after the other and returns the exit code: 1 when every element failed, as of any Arkindex worker, or when the
 * server was away for so long that the rest could not be reached; else 0, whatever single elements met.
 */
export async function runOn(elementIds: readonly string[], tools: Tools, log: (line: string) => void): Promise<0 | 1> {
  const outcomes: Outcome[] = [];
  try {
    for (const elementId of elementIds) {
      const outcome = await processElement(elementId, tools);
      outcomes.push(outcome);
      log(outcomeLine(outcome, outcomes.length, elementIds.length));
    }
  } catch (error) {
    if (!(error instanceof ServerAway)) throw error;
    log(`The server is away, the rest is left for another attempt: ${error.message}`);
  }
  summary(outcomes, elementIds.length).forEach(log);
  const unreached = outcomes.length < elementIds.length;
  const allFailed = outcomes.length > 0 && outcomes.every((outcome) => outcome.state === 'failed');
  return unreached || allFailed ? 1 : 0;
}
