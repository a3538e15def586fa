import type { AnyOperation } from '../../edge/operation.ts';
import { discardParked } from './discard-parked.ts';
import { listParked } from './list-parked.ts';
import { listParkingDecisions } from './list-parking-decisions.ts';
import { replayParked } from './replay-parked.ts';

/** Jobs that failed for good, and what operators decide about them. */
export const parkedOperations: readonly AnyOperation[] = [listParked, replayParked, discardParked, listParkingDecisions];
