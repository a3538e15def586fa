import { naturalId } from '../kernel/ids.ts';

/**
 * A farm is made in the stream of its name, so that of several who make one at once the first has it and the others meet its stream. It
 * keeps that stream when it is renamed, and with it the name it was made under.
 */
export const farmIdOf = (name: string): string => naturalId('farm', 'named', name);
