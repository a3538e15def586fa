import { fire } from './fire.ts';
import type { Volley } from './shot.ts';

/** A process of its own, so that sending does not take the time of what is measured: volleys come in as messages, hits go out. */
process.on('message', (volley: Volley) => {
  void fire(volley).then(
    (hits) => process.send?.({ hits }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
