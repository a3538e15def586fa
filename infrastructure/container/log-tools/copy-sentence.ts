import { CopyDiffers, NoBeginning } from '../../../application/log/copy/copy-log.ts';
import { CopyInUse, ForeignPositions, SameLog } from '../copy-installed-log.ts';
import { differenceText, type LogNames } from './difference.ts';

/** Why a log could not be copied, and what to do; null for what says so itself, and for defects. */
export function copySentence(error: unknown, names: LogNames): string | null {
  const { from, to } = names;
  if (error instanceof SameLog) return `${to}: this is the log that is to be copied. Name another event store.`;
  if (error instanceof ForeignPositions)
    return (
      `${from}: the reactors of this installation are at places of another log, so their positions cannot go along. Name the database ` +
      'that belongs to the log with COLOPHON_DATABASE_URL, or an empty one to copy the events alone.'
    );
  if (error instanceof CopyInUse) return `${to}: a server works on this database. Stop it first, or name an empty one.`;
  if (error instanceof NoBeginning)
    return `${to}: this log is no beginning of the one copied from. They part at ${differenceText(error.difference, names)}. Name an empty event store.`;
  if (error instanceof CopyDiffers)
    return (
      `The copy is not what it was made from: they part at ${differenceText(error.difference, names)}. ` +
      `Another program wrote to ${to} meanwhile, or its store is at fault: copy into an empty one.`
    );
  return null;
}
