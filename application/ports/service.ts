/**
 * One contract for everything that runs in the background.
 *
 *   start() ──► resolves once it works (subscribed, connected, first page read)
 *   stop()  ──► resolves once it has let go; what was under way is finished or handed back; may be called twice
 *
 * A service that dies of a defect reports it through `onDefect` and goes on with back-off; it never ends the program.
 */
export interface Service {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}
