import type { Api } from './api.ts';
import type { Clock } from './clock.ts';
import { joined } from './lines.ts';
import { ServerAway } from './persistently.ts';
import type { Picture } from './picture.ts';
import { onImage } from './polygon.ts';
import type { Recogniser } from './recogniser.ts';
import type { Element, Zone } from './shapes.ts';

/** How one element ended; `subject` names it and its file for people. */
export type Outcome = { readonly subject: string } & (
  | { readonly state: 'processed'; readonly lines: number; readonly confidence: number | null; readonly seconds: number }
  | { readonly state: 'skipped' }
  | { readonly state: 'failed'; readonly reason: string }
);

export type Tools = {
  readonly api: Api;
  readonly recogniser: Recogniser;
  readonly picture: (zone: Zone) => Promise<Picture>;
  readonly clock: Clock;
  /** False when the process keeps no activities: then none are reported. */
  readonly activities: boolean;
};

/**
 * One element from its image to its activity's end. A failure is this element's own and is reported as such; only a server that is away
 * for good is thrown (`ServerAway`): without it nothing can be reported, and what was not reported can be processed later.
 */
export async function processElement(elementId: string, tools: Tools): Promise<Outcome> {
  const { api, activities, clock } = tools;
  const began = clock.now();
  let element: Element | undefined;
  try {
    element = await api.element(elementId);
    if (activities && (await api.reportActivity(elementId, 'started')) === 'conflict') return { subject: named(element), state: 'skipped' };
    const { lines, confidence } = await transcribe(element, tools);
    if (activities && (await api.reportActivity(elementId, 'processed')) === 'conflict')
      throw new Error('another task has taken the element');
    return { subject: named(element), state: 'processed', lines, confidence, seconds: (clock.now() - began) / 1000 };
  } catch (error) {
    if (error instanceof ServerAway) throw error;
    if (activities) await reportFailure(api, elementId);
    return { subject: element === undefined ? `element ${elementId}` : named(element), state: 'failed', reason: messageOf(error) };
  }
}

/** Reads the element's picture and sends its lines, then its whole text. A page without text gets neither. */
async function transcribe(
  { id, zone }: Element,
  { api, picture, recogniser }: Tools,
): Promise<{ lines: number; confidence: number | null }> {
  if (zone === null) throw new Error('the element has no image');
  const seen = await picture(zone);
  const lines = await recogniser.recognise(seen);
  if (lines.length === 0) return { lines: 0, confidence: null };
  await api.createLines(
    id,
    lines.map(({ box, text, confidence }) => ({ polygon: onImage(box, zone, seen), text, confidence })),
  );
  const { text, confidence } = joined(lines, '\n');
  await api.createText(id, { text, confidence });
  return { lines: lines.length, confidence };
}

/** The answer to a report of a failure changes nothing any more, unless there is none. */
async function reportFailure(api: Api, elementId: string): Promise<void> {
  try {
    await api.reportActivity(elementId, 'error');
  } catch (error) {
    if (error instanceof ServerAway) throw error;
  }
}

const named = ({ type, name, zone }: Element): string => `${type} "${name}" (${zone === null ? 'no image' : zone.image.path})`;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
