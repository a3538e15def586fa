import type { SamplePage } from './page.ts';
import { harbourRegisters } from './texts/harbour-registers.ts';
import { indexOfLetters } from './texts/index-of-letters.ts';
import { mapRoom } from './texts/map-room.ts';
import { nightWatch } from './texts/night-watch.ts';
import { paperMill } from './texts/paper-mill.ts';
import { typeCase } from './texts/type-case.ts';

export type { SamplePage } from './page.ts';
export { renderPage } from './render.ts';

/** The sample pages in the order in which a project shows them. */
export function samplePages(): readonly SamplePage[] {
  return [harbourRegisters, paperMill, typeCase, mapRoom, nightWatch, indexOfLetters];
}
