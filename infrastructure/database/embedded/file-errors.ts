import { EmbeddedPostgresError } from './error.ts';

/** The system's code (`ENOENT`, ...) of a failed call, if it has one. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function pathOf(error: unknown): string | undefined {
  const { dest, path } = error as NodeJS.ErrnoException & { readonly dest?: string };
  return dest ?? path;
}

/** Turns what the file system said about the home folder into advice; other errors come back as they are. */
export function explainFileError(error: unknown, home: string): unknown {
  const code = systemCode(error);
  if (code === undefined || error instanceof EmbeddedPostgresError) return error;
  const path = pathOf(error) ?? home;
  const explained = (kind: 'data_not_writable' | 'data_damaged' | 'did_not_start', message: string): EmbeddedPostgresError =>
    new EmbeddedPostgresError(kind, message, { cause: error });
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return explained(
        'data_not_writable',
        `User ${process.getuid?.()} may not write ${path} (${code}). Give the folder to that user, or choose another one with COLOPHON_DATA.`,
      );
    case 'EROFS':
      return explained('data_not_writable', `${path} lies on a read-only file system. Choose another folder with COLOPHON_DATA.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return explained(
        'data_not_writable',
        `There is no space left for ${path} (${code}). Make room, or choose another folder with COLOPHON_DATA.`,
      );
    case 'EEXIST':
    case 'ENOTDIR':
      return explained(
        'data_damaged',
        `${path} is in the way: a file where a folder should be (${code}). Move it away, or choose another folder with COLOPHON_DATA.`,
      );
    case 'EISDIR':
      return explained(
        'data_damaged',
        `${path} is a folder where a file should be. Move it away, or choose another folder with COLOPHON_DATA.`,
      );
    default:
      return explained('did_not_start', `The embedded PostgreSQL in ${home} did not start: ${String(error)}.`);
  }
}
