import { ok, warning, type Check, type Observation } from '../../application/health/check.ts';
import { addressList } from '../address-list.ts';
import type { Settings } from '../settings.ts';

/** Addresses of documents: nobody has them, so only a list of everybody holds them. */
const strangers = ['192.0.2.1', '2001:db8::1'];

/** Settings that are allowed, and that somebody may not have meant. */
export const settingsCheck = (settings: Settings): Check => ({
  name: 'settings',
  vital: false,
  async look() {
    const doubts = [...ownDatabase(settings), ...mail(settings), ...metrics(settings)];
    return doubts.length === 0 ? ok('All settings can be used.') : doubts;
  },
});

const ownDatabase = ({ databaseUrl, secretKey }: Settings): readonly Observation[] =>
  databaseUrl === undefined || secretKey !== undefined
    ? []
    : [
        warning(
          'Tokens are signed with a key of the data folder: programs with another data folder would not know them.',
          'Where several programs share the database, give all of them the same COLOPHON_SECRET_KEY.',
        ),
      ];

const mail = ({ mailUrl }: Settings): readonly Observation[] =>
  mailUrl !== undefined
    ? []
    : [
        warning(
          'Mails are written to files in the data folder, not sent.',
          'Name a server in COLOPHON_MAIL_URL (smtp://…) to have them sent.',
        ),
      ];

const metrics = ({ httpMetricsFrom }: Settings): readonly Observation[] =>
  strangers.some(addressList(httpMetricsFrom))
    ? [warning('Anybody may read /metrics.', 'Name only those who watch in COLOPHON_HTTP_METRICS_FROM.')]
    : [];
