/** guest 10, contributor 50, admin 100; the rank decides. */
export const levels = { guest: 10, contributor: 50, admin: 100 } as const;
export type Level = keyof typeof levels;

/** Things that people are members of. */
export type TargetKind = 'corpus' | 'worker' | 'model' | 'repository' | 'farm';

export interface TargetRef {
  readonly kind: TargetKind;
  readonly id: string;
}

/** Rights count at once, not eventually: they are read from the identity tables, never from a read model. */
export interface Memberships {
  /** 0 = none. Instance admins and public things are the caller's business. */
  levelOn(userId: number, target: TargetRef): Promise<number>;
  /** Ids of all things of a kind on which the user has at least this level: for lists. */
  idsWith(userId: number, kind: TargetKind, atLeast: Level): Promise<readonly string[]>;
  /** The levels on several things of one kind at once; a thing without a membership is absent. */
  levelsOn(userId: number, kind: TargetKind, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** How many users are members, per thing. */
  countOn(kind: TargetKind, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Gives the level, or raises to it; the same again changes nothing. `by` names who did it, for the audit. */
  grant(userId: number, target: TargetRef, level: Level, by: string): Promise<void>;
}
