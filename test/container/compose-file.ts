import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface ComposeService {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export const projectFile = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/** `docker-compose.yml` as an engine sees it, before or after the variables are filled in. */
export const composeFile = (text = projectFile('docker-compose.yml')): ComposeFile => parse(text, { merge: true }) as ComposeFile;

/** What stands between `${` and `}`: the name, and what follows it. */
export const variables = (text: string): readonly { readonly name: string; readonly rest: string }[] =>
  [...text.matchAll(/\$\{(\w+)([^}]*)\}/g)].map(([, name = '', rest = '']) => ({ name, rest }));

/** Fills variables in, as an engine does; those without a value get their default. */
export const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\$\{(\w+)(?::?([-?])([^}]*))?\}/g, (_all, name: string, kind: string | undefined, rest: string | undefined) => {
    const value = values[name] ?? (kind === '-' ? (rest ?? '') : undefined);
    if (value === undefined) throw new Error(`${name}: ${rest}`);
    return value;
  });
