import { test } from 'tap';
import type { Service } from '../../../application/ports/service.ts';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { Builder } from '../../../projections/engine/build/builder.ts';
import { HoleDetector } from '../../../projections/engine/holes/hole-detector.ts';
import { Verifier } from '../../../projections/engine/verify/verifier.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { quiet } from '../../support/quiet.ts';

// A leader that lost its lease and won it again starts its services anew.
for (const [name, make] of Object.entries({ builder: Builder, verifier: Verifier, 'hole detector': HoleDetector })) {
  test(`given a ${name} that was stopped, when it is started again, then it sleeps between its looks`, async (t) => {
    const clock = new ManualClock();
    const pool = { query: async () => ({ rows: [] }) } as never;
    const service: Service = new make({ pool, store: new MemoryEventStore(), projections: [], clock, log: quiet });
    for (let round = 0; round < 2; round++) {
      await service.start();
      while (clock.waits.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await service.stop();
    }
    t.same(clock.waits, []);
  });
}
