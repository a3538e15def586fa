import type { ShownSetting } from '../application/ports/shown-setting.ts';
import { readSettings, type Environment } from './config.ts';
import { secretSettings, settingsSchema, variableOf, type Settings } from './settings.ts';

export const mask = '********';

/** Every setting, its value as far as it may be shown, and where it came from. @throws BadConfiguration */
export function shownSettings(environment: Environment): readonly ShownSetting[] {
  const settings = readSettings(environment);
  return (Object.keys(settingsSchema.shape) as (keyof Settings)[]).map((name) => {
    const variable = variableOf(name);
    const file = (secretSettings.includes(name) && environment[`${variable}_FILE`]) || null;
    const source = file !== null ? 'file' : environment[variable] ? 'environment' : 'default';
    return { name, variable, value: shownValue(name, settings[name]), source, file };
  });
}

function shownValue(name: keyof Settings, value: unknown): string | null {
  if (value === undefined) return null;
  const text = String(value);
  if (/^[a-z0-9+.-]+:\/\//i.test(text)) return withoutCredentials(text);
  return secretSettings.includes(name) ? mask : text;
}

/**
 * An address without the secrets in it. Addresses of clusters name several hosts, which no parser of URLs takes, so it is cut by hand; one
 * that cannot be cut for certain is masked whole.
 */
export function withoutCredentials(url: string): string {
  const parts = /^([a-z0-9+.-]+:\/\/)(?:([^@/?#]*)@)?([^@?#]*)(?:\?([^@#]*))?$/i.exec(url);
  if (!parts) return mask;
  const [, scheme = '', userInfo, rest = '', query] = parts;
  const [user = '', password] = userInfo?.split(/:(.*)/s) ?? [];
  const who = userInfo === undefined ? '' : `${user}${password === undefined ? '' : `:${mask}`}@`;
  return `${scheme}${who}${rest}${query === undefined ? '' : `?${query.split('&').map(withoutSecret).join('&')}`}`;
}

function withoutSecret(parameter: string): string {
  const [name = ''] = parameter.split('=');
  return /pass|secret|token|key/i.test(name) ? `${name}=${mask}` : parameter;
}
