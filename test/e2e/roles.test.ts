import tap from 'tap';
import { grownInstallation } from './support/grown.ts';

await grownInstallation(tap, 'the log in PostgreSQL');
