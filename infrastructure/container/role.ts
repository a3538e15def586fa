/**
 * What a program does of the whole. All of them may run several times beside each other, on one database and one log:
 *
 *   api     answers requests; agents poll it. Its board follows the log, so a claim that a worker gives wakes the poll that waits here
 *   worker  makes the read models and does what happens by itself, each led by one worker at a time, by lease; steps are run by all
 *   all     both, with an agent on this machine. It projects without asking for a lease: each page is applied once anyhow
 */
export const roles = ['all', 'api', 'worker'] as const;
export type Role = (typeof roles)[number];
