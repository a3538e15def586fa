import type { AnyOperation } from '../edge/operation.ts';
import { createElementOperation } from './create-element.ts';
import { createElementsOperation } from './create-elements.ts';
import { listElementChildren } from './list-children.ts';
import { listElements } from './list-elements.ts';
import { listElementParents } from './list-parents.ts';
import { retrieveElement } from './retrieve-element.ts';
import { partialUpdateElement } from './update-element.ts';

export const elementOperations: readonly AnyOperation[] = [
  createElementOperation,
  createElementsOperation,
  listElementChildren,
  listElementParents,
  listElements,
  partialUpdateElement,
  retrieveElement,
];
