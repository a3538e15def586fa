import { parse, v5 } from 'uuid';

/** Namespace of everything that gets its id from a natural key. */
const colophon = parse('5f0d2c1e-6a0b-5c0a-9a57-c0105b0e7a11');

/**
 * Id of a thing with a natural key: uuid5 of the key's parts joined by line feeds; an absent part is `-`.
 * The same parts give the same id on every machine, so a second creator meets the first one's stream.
 */
export const naturalId = (...parts: readonly (string | number | null | undefined)[]): string =>
  v5(parts.map((part) => part ?? '-').join('\n'), colophon);

/** The n-th id that a command makes: a repeated command makes the same. */
export const derivedId = (commandId: string, index: number | string): string => v5(String(index), parse(commandId));

/** Id of the n-th event that a command appends to a stream: the store recognises a repeated append by it. */
export const eventId = (commandId: string, stream: string, index: number): string => v5(`${stream}\n${index}`, parse(commandId));

/** Command id of a reactor: uuid5 of the causing event, the command's name and the stream it goes to. */
export const causedCommandId = (causingEventId: string, name: string, stream: string): string =>
  v5(`${name}\n${stream}`, parse(causingEventId));

/** Id of a planned task: uuid5 of process, run and slug. */
export const plannedTaskId = (processId: string, run: number, slug: string): string => naturalId(processId, run, slug);

export const activityId = (
  elementId: string,
  workerVersionId: string,
  modelVersionId: string | null,
  configurationId: string | null,
): string => naturalId(elementId, workerVersionId, modelVersionId, configurationId);
