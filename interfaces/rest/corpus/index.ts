import type { AnyOperation } from '../edge/operation.ts';
import { createCorpusOperation } from './create-corpus.ts';
import { createElementTypeOperation } from './create-element-type.ts';
import { listCorpus } from './list-corpus.ts';
import { retrieveCorpus } from './retrieve-corpus.ts';
import { partialUpdateCorpus } from './update-corpus.ts';
import { partialUpdateElementType } from './update-element-type.ts';

export const corpusOperations: readonly AnyOperation[] = [
  createCorpusOperation,
  createElementTypeOperation,
  listCorpus,
  partialUpdateCorpus,
  partialUpdateElementType,
  retrieveCorpus,
];
