import type { People, Person } from '../../ports/identity/people.ts';
import type { FinishedProcess } from './finished-process.ts';

/** Who gets the mail about a finish, or why nobody does. */
export type Addressee = { readonly kind: 'person'; readonly person: Person } | { readonly kind: 'nobody'; readonly reason: string };

const nobody = (reason: string): Addressee => ({ kind: 'nobody', reason });

export async function addresseeOf({ state }: FinishedProcess, people: People): Promise<Addressee> {
  if (state.life === 'deleted') return nobody('process_deleted');
  const creatorId = state.about?.creatorId ?? null;
  if (creatorId === null) return nobody('no_creator');
  const person = await people.find(creatorId);
  if (!person) return nobody('creator_gone');
  return person.email.trim() === '' ? nobody('no_address') : { kind: 'person', person };
}
