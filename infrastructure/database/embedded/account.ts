import { readFileSync, statSync } from 'node:fs';
import { EmbeddedPostgresError } from './error.ts';

/** The user and group that PostgreSQL runs as, where it is not the program's own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const candidates = ['colophon', 'postgres', '_postgres', 'nobody'];

/** PostgreSQL refuses root: then it runs as the data's owner, else as one of the system's users. `undefined` means: as the program itself. */
export function accountFor(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owned = statSync(data, { throwIfNoEntry: false });
  if (owned !== undefined && owned.uid !== 0) return { uid: owned.uid, gid: owned.gid };
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  for (const candidate of candidates) {
    const user = users.find(({ name, uid }) => name === candidate && uid > 0);
    if (user !== undefined) return { uid: user.uid, gid: user.gid };
  }
  throw new EmbeddedPostgresError(
    'cannot_run',
    `PostgreSQL refuses to run as root, and this system has none of the users ${candidates.join(', ')} to run it as. Add one, or start the program as an ordinary user.`,
  );
}
