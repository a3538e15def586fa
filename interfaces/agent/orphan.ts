import { combineLatest, fromEvent, map, NEVER, switchMap, take, timer } from 'rxjs';
import type { Observable } from 'rxjs';

/**
 * The rule of a *following* agent, one that a server has started: it outlives that server's sudden death. Its tasks go on, it keeps trying
 * to reach a server, and the next server that starts on the same folder finds it by its pid file. Only when its parent is gone (its
 * standard input was closed) *and* no server has answered for `minutes` on end does nobody need it any more. Emits then.
 */
export function orphaned(parent: NodeJS.ReadableStream, reachable$: Observable<boolean>, minutes: number): Observable<string> {
  const parentGone$ = fromEvent(parent, 'close').pipe(take(1));
  parent.resume();
  return combineLatest([reachable$, parentGone$]).pipe(
    switchMap(([reachable]) => (reachable ? NEVER : timer(minutes * 60_000))),
    map(() => `the server that started it is gone, and none has answered for ${minutes} minutes`),
  );
}
