import type { CreatedElement } from '../../domain/element-batch/events.ts';
import type { KnownElement } from '../../domain/element-batch/facts.ts';
import type { KnownImage } from '../../domain/element/place.ts';
import type { Polygon } from '../../domain/element/zone.ts';
import { derivedId } from '../../domain/kernel/ids.ts';
import { asking } from './given.ts';

/** Names of things that specifications of elements and results share. */
export const corpusId = 'a3b5e0c2-5f66-4c0a-9f3c-1d3e7a7d0001';
export const pageId = 'a3b5e0c2-5f66-4c0a-9f3c-1d3e7a7d0002';
export const imageId = 'a3b5e0c2-5f66-4c0a-9f3c-1d3e7a7d0003';
export const runId = 'a3b5e0c2-5f66-4c0a-9f3c-1d3e7a7d0004';
export const versionId = 'a3b5e0c2-5f66-4c0a-9f3c-1d3e7a7d0005';
export const pageTypeId = 'a3b5e0c2-5f66-4c0a-9f3c-1d3e7a7d0006';
export const lineTypeId = 'a3b5e0c2-5f66-4c0a-9f3c-1d3e7a7d0007';
export const otherId = 'a3b5e0c2-5f66-4c0a-9f3c-1d3e7a7d0008';

export const user = { kind: 'user', id: '7' } as const;
export const task = { kind: 'task', id: 'a3b5e0c2-5f66-4c0a-9f3c-1d3e7a7d0009' } as const;
export const { commandId } = asking();

export const types: ReadonlyMap<string, string> = new Map([
  ['page', pageTypeId],
  ['line', lineTypeId],
]);
export const image: KnownImage = { id: imageId, status: 'checked', width: 800, height: 1000 };
export const page: KnownElement = { id: pageId, corpusId, image };

/** A closed rectangle. */
export const box = (x: number, y: number, width: number, height: number): Polygon => [
  [x, y],
  [x, y + height],
  [x + width, y + height],
  [x + width, y],
  [x, y],
];

/** The n-th element that the command of the specification makes: a line on the page. */
export const line = (n: number | string, over: Partial<CreatedElement> = {}): CreatedElement => ({
  elementId: derivedId(commandId, n),
  typeId: lineTypeId,
  name: '1',
  parentId: pageId,
  imageId,
  polygon: box(0, 0, 100, 20),
  rotationAngle: 0,
  mirrored: false,
  confidence: null,
  ...over,
});
