import { partsOf } from '../kernel/parts.ts';
import type { CreatedElement, ElementBatchEvent } from './events.ts';

interface Batch {
  readonly corpusId: string;
  readonly workerRunId: string | null;
  readonly creatorId: number | null;
  readonly elements: readonly CreatedElement[];
}

/** The events that say so, in parts. */
export function elementsCreated({ elements, ...about }: Batch): readonly ElementBatchEvent[] {
  const parts = partsOf(elements);
  return parts.map((part, index) => ({
    type: 'ElementsCreated',
    data: { ...about, part: index + 1, parts: parts.length, elements: [...part] },
  }));
}
