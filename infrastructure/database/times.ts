import pg from 'pg';

const driversOwn = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date;

/**
 * A moment as PostgreSQL writes it. Those of sessions in UTC in years of four figures are read by the language itself, in a third of the
 * time that the driver takes: a rebuild reads millions.
 */
export const timeOf = (text: string): Date =>
  text.endsWith('+00') && text.charAt(4) === '-' && text.charAt(0) !== '0' ? new Date(`${text}:00`) : driversOwn(text);
