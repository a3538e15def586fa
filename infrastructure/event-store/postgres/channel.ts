/** The channel on which programs tell each other that the log has grown; the payload names the teller. */
export const channel = 'colophon_log';
