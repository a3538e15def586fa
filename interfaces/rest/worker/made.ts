import type { Outcome } from '../../../application/pipeline/command.ts';
import type { AskedToWrite } from '../edge/asked.ts';
import { afterAppend } from '../edge/perform/after-append.ts';
import { personOf } from '../edge/principal.ts';
import { edgeRefusal } from '../edge/refusals/edge-refusal.ts';
import { json, type Refused, type Reply } from '../edge/reply.ts';
import type { Services } from '../edge/services.ts';
import { foundedBy } from './founded.ts';

/**
 * Answers commands on things with natural keys: 201 when the thing asked for came to be by them (an event of the type `news`), 200
 * when it was there. Whoever asked administrates what is new.
 */
export async function made(
  outcome: Outcome,
  news: string,
  asked: AskedToWrite,
  services: Services,
  show: () => Promise<object | null>,
): Promise<Reply | Refused> {
  if (outcome.refusals.length > 0) return outcome;
  const body = await afterAppend(services.clock, async () => {
    const person = personOf(asked.principal);
    if (person) await foundedBy(person, outcome.events, services);
    return show();
  });
  if (!body) throw edgeRefusal('not_found');
  const isNew = outcome.events.some(({ type }) => type === news);
  return { ...json(body, isNew ? 201 : 200), position: outcome.position };
}
