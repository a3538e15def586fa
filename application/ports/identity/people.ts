/** A user as others may see it. Events hold the id only; names are looked up when shown. */
export interface Person {
  readonly id: number;
  readonly email: string;
  readonly displayName: string;
  /** Instance admin: may do everything. */
  readonly admin: boolean;
  readonly created: Date;
}

export interface NewPerson {
  readonly email: string;
  readonly password: string | null;
  readonly displayName: string;
  readonly admin: boolean;
}

export interface People {
  /** @throws EmailTaken */
  create(person: NewPerson, by: string): Promise<Person>;
  find(id: number): Promise<Person | null>;
  byEmail(email: string): Promise<Person | null>;
  list(): Promise<readonly Person[]>;
  /** Display names by id; who is gone has none. */
  names(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** E-mail addresses by id; who is gone has none. */
  addresses(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** The person whose e-mail and password these are, else null; takes equally long for unknown e-mails. */
  authenticate(email: string, password: string): Promise<Person | null>;
}

export class EmailTaken extends Error {
  constructor(email: string) {
    super(`A user with the e-mail ${email} exists already.`);
    this.name = 'EmailTaken';
  }
}

/** What stands for a person who is gone. */
export const deletedUser = 'deleted user';
