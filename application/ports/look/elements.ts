import type { KnownElement } from '../../../domain/element-batch/facts.ts';
import type { Polygon } from '../../../domain/element/zone.ts';

/** Which elements of a project a process works on; an absent filter narrows nothing. */
export interface Matching {
  readonly corpusId: string;
  /** Below this element; null: anywhere in the project. */
  readonly elementId: string | null;
  readonly elementTypeId: string | null;
  /** Whatever the case. */
  readonly nameContains: string | null;
  /** Also what lies deeper than the direct children of the element. */
  readonly loadChildren: boolean;
}

/** Where a listing stands in the order of a project: the event that made the element, its place there, its id. */
export interface ElementKey {
  readonly position: bigint;
  readonly place: number;
  readonly id: string;
}

export interface MatchingElement extends ElementKey {
  /** Slug of its type. */
  readonly type: string;
}

export interface PlacedElement extends KnownElement {
  readonly polygon: Polygon | null;
}

export interface ElementsLook {
  element(id: string): Promise<PlacedElement | null>;
  /** Projects of the elements that exist, by element. */
  corporaOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Direct children of one type that lie on this image, in their order, as the log has them: no second look is needed. */
  childrenOn(parentId: string, typeId: string, imageId: string): Promise<readonly { readonly id: string; readonly polygon: Polygon }[]>;
  /** How many match, counted no further than `upTo`. Decides work: wait for `caughtUp` before. */
  countMatching(matching: Matching, upTo: number): Promise<number>;
  /** Elements that match, in the order of the project, after one; fewer than `limit` = the last page. Decides work, as above. */
  matchingPage(matching: Matching, after: ElementKey | null, limit: number): Promise<readonly MatchingElement[]>;
}
