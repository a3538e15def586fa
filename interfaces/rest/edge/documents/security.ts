import type { Need, Right } from '../right.ts';

/** The ways to say who one is (api.md §1.8), as the documents name them. */
export const securitySchemes = {
  user: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token <token>` of a user' },
  session: { type: 'apiKey', in: 'cookie', name: 'colophon.session', description: 'Session of a browser' },
  task: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Ponos <token>` of a task' },
  agent: { type: 'http', scheme: 'bearer', description: 'Access token of an agent' },
} as const;

/* eslint-disable @typescript-eslint/no-explicit-any -- rights of operations of every shape */
type Requirement = Record<string, string[]>;

export function securityOf({ open, needs, task, agent }: Right<any>): Requirement[] {
  const names = [...(needs ? ['user', 'session'] : []), ...(task ? ['task'] : []), ...(agent ? ['agent'] : [])];
  return [...(open ? [{}] : []), ...names.map((name) => ({ [name]: [] }))];
}

/** Who may, in a sentence. */
export function rightInWords({ open, needs, task, agent }: Right<any>): string {
  if (open) return 'For everybody.';
  const users = needs
    ? [
        `users${needs
          .map(needInWords)
          .filter(Boolean)
          .map((words) => `, ${words}`)
          .join('')}`,
      ]
    : [];
  const tasks = task ? [task.kind === 'creator' && task.scope === 'own' ? 'tasks, for their own process' : 'tasks'] : [];
  return `For ${[...users, ...tasks, ...(agent ? ['agents'] : [])].join('; ')}.`;
}

function needInWords(need: Need<any>): string {
  switch (need.kind) {
    case 'instance_admin':
      return 'administrators of the instance';
    case 'level':
      return `${need.level} of what it is about`;
    case 'anywhere':
      return `${need.level} of any ${need.of}`;
    case 'signed_in':
    case 'check':
      return '';
  }
}
