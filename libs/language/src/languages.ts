export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/**
 * Language from the environment variables LC_ALL, LC_MESSAGES and LANG, in POSIX order. English when that language is
 * not available. Pure.
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const asked = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (each) => each !== undefined && each !== '',
  );
  const code = /^([a-z]{2,3})(?:[_.@]|$)/.exec(asked ?? '')?.[1];
  return languages.find((each) => each === code) ?? 'en';
}
