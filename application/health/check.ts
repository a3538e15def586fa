/** ok: as it should be. warning: it works, and somebody should look. problem: something does not work. */
export type Grade = 'ok' | 'warning' | 'problem';

export interface Observation {
  readonly grade: Grade;
  /** What was seen, as a sentence. */
  readonly says: string;
  /** What a person can do about it. */
  readonly remedy?: string;
}

/** One look at one thing that the program stands on. */
export interface Check {
  /** What is looked at: `database`, `event store` … */
  readonly name: string;
  /** Nothing can be served without it. */
  readonly vital: boolean;
  look(): Promise<Observation | readonly Observation[]>;
}

export interface Finding extends Observation {
  readonly check: string;
}

export const ok = (says: string): Observation => ({ grade: 'ok', says });
export const warning = (says: string, remedy: string): Observation => ({ grade: 'warning', says, remedy });
export const problem = (says: string, remedy: string): Observation => ({ grade: 'problem', says, remedy });
