/**
 * Becomes the postmaster, after leaving a watcher behind: `sh -c <script> colophon-postgres <run> <fifo> <data> postgres ...`.
 * Standard input is the reading end of the lease, of which every program on this database holds the writing end:
 *
 *     program ──┐
 *     program ──┼── lease ──► watcher ── end of file: nobody is left ──► SIGINT (fast shutdown) ──► postmaster
 *     program ──┘
 *
 * Before its last look the watcher renames the lease, so nobody new gets in: who opened it just before has written a line, and the
 * door opens again. It signals only while `postmaster.pid` names this process, for its id may be another's by then; and it waits for that
 * file, because the last program may die while the server is still on its way up.
 */
export const launchScript = `
dir="$1/$$"; rm -rf "$dir"; mkdir -m 700 "$dir"; mv "$2" "$dir/lease"; data="$3"; shift 3; exec 3<&0 </dev/null
( ( trap '' INT TERM HUP
    while cat >/dev/null; do
      mv "$dir/lease" "$dir/shut"; read -r _ || break; mv "$dir/shut" "$dir/lease"
    done
    looks=0
    while kill -0 $$ && [ $looks -lt 200 ]; do
      if read -r pid <"$data/postmaster.pid" && [ "$pid" = $$ ]; then kill -INT $$; break; fi
      looks=$((looks + 1)); sleep 0.05
    done
  ) <&3 3<&- >/dev/null 2>&1 & )
exec "$@" -c "unix_socket_directories=\\"$dir\\"" 3<&-`;
