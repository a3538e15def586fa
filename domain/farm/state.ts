import { z } from 'zod';
import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { farmEvents, type FarmEvent } from './events.ts';

export interface FarmState {
  readonly name: string | null;
}

/** A group of agents that share one seed. */
export const farm: Aggregate<FarmState, FarmEvent> = {
  category: 'farm',
  events: farmEvents,
  initial: { name: null },
  evolve(state, event) {
    switch (event.type) {
      case 'FarmCreated':
      case 'FarmRenamed':
        return { name: event.data.name };
      case 'FarmSeedRotated':
        return state;
    }
  },
};

export const decision = decisionsOf(farm);

/** Compared as it is kept: case counts, ways to write one sign do not. */
export const farmName = z.string().trim().normalize('NFC').min(1).max(100);
