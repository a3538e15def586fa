/** The channel on which programs tell each other that the log has grown. */
export const channel = 'colophon_log';

/** `news`: the log has grown. `hello`: I am listening, said every few seconds. */
export interface Notice {
  readonly kind: 'news' | 'hello';
  /** The instance that says it. */
  readonly from: string;
}

/** A statement that gives notice. */
export const giving = ({ kind, from }: Notice) => ({
  name: 'log-notice',
  text: `select pg_notify('${channel}', $1)`,
  values: [`${kind} ${from}`],
});

export function parseNotice(payload: string): Notice {
  const [kind, from = ''] = payload.split(' ');
  return { kind: kind === 'hello' ? 'hello' : 'news', from };
}
