import type { Container } from 'inversify';
import { eventStoreCheck } from '../../application/health/event-store.ts';
import type { Check } from '../../application/health/check.ts';
import { examine } from '../../application/health/examine.ts';
import type { Readiness } from '../../interfaces/rest/edge/health.ts';
import { databaseCheck } from '../health/database.ts';
import { tokens } from './tokens.ts';

/** Everything that the program can look at, the things it cannot serve without first. */
export const checksOf = (container: Container): readonly Check[] => [
  databaseCheck(container.get(tokens.pool), container.get(tokens.clock)),
  eventStoreCheck(container.get(tokens.store)),
];

export const readiness = (container: Container): Readiness => {
  const vital = checksOf(container).filter((check) => check.vital);
  return { check: () => examine(vital, container.get(tokens.clock)) };
};
