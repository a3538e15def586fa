/** The environment of a child: ours without our own settings, and these settings. */
export const environmentWith = (settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COLOPHON_'))),
  ...settings,
});
