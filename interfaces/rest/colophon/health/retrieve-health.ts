import { z } from 'zod';
import type { Finding } from '../../../../application/health/check.ts';
import { isSound } from '../../../../application/health/examine.ts';
import { action } from '../../edge/operation.ts';
import { anybody } from '../../edge/right.ts';

const finding = z.object({
  name: z.string(),
  grade: z.enum(['ok', 'warning', 'problem']),
  says: z.string(),
  remedy: z.string().nullable(),
});

const answer = z.object({
  status: z.enum(['ok', 'degraded']),
  alarms: z.array(finding).optional().describe('What is wrong; for instance admins'),
  checks: z.array(finding).optional().describe('Everything that was looked at; for instance admins'),
});

/** The log is what nothing can be done without. */
const vital = 'event store';

export const retrieveHealth = action({
  id: 'RetrieveHealth',
  method: 'get',
  path: '/colophon/health/',
  tag: 'colophon',
  summary: 'Whether all is well: to anybody in a word, to instance admins in detail. 503 when the log cannot be written.',
  who: anybody,
  answer,
  respond: async ({ principal }, { health }) => {
    const checks = await health.check();
    const status = isSound(checks) ? 'ok' : 'degraded';
    const writable = checks.every(({ check, grade }) => check !== vital || grade !== 'problem');
    const mayKnow = principal.kind === 'user' && principal.person.admin;
    const detail = { alarms: checks.filter(({ grade }) => grade === 'problem').map(shape), checks: checks.map(shape) };
    return { status: writable ? 200 : 503, headers: { 'Cache-Control': 'no-store' }, body: { status, ...(mayKnow ? detail : {}) } };
  },
});

const shape = ({ check: name, grade, says, remedy }: Finding) => ({ name, grade, says, remedy: remedy ?? null });
