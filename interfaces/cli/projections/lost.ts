import type { ProjectionView } from '../../../projections/engine/admin/views.ts';
import { confirmed } from '../output/confirm.ts';
import { generationText } from './texts.ts';

/** What a switch takes away for good: the generation retired before, to which a rollback would have gone. Null: nothing. */
export const lostText = ({ name, retired }: ProjectionView): string | null =>
  retired && `${name}: ${generationText(retired)}, is dropped by the switch; no rollback to it any more.`;

/** Asks where a switch drops something. @throws Problem when the answer is not yes */
export async function lossConfirmed(views: readonly ProjectionView[], yes: boolean): Promise<void> {
  const lost = views.map(lostText).filter((text) => text !== null);
  if (lost.length > 0) await confirmed(`${lost.join('\n')}\nGo on?`, yes);
}
