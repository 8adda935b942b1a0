import { asksForJson } from './asks-for-json.js';
import { languageOf, languages, type Language } from '#language/console';

export interface LanguageAsked {
  /** Value of `--language` before the command: empty if the value is missing, undefined if the option is missing. */
  readonly code: string | undefined;
  readonly rest: readonly string[];
}

/** Separates the option `--language CODE` before a command from the rest of the command line. Pure. */
export function languageAsked(args: readonly string[]): LanguageAsked {
  const at = args.findIndex((arg, index) => {
    const isOption = arg === '--language' || arg.startsWith('--language=');
    return isOption && args.slice(0, index).every((before) => before.startsWith('--'));
  });
  if (at === -1 || args.slice(0, at).includes('--')) return { code: undefined, rest: args };
  const option = '--language=';
  const inline = args[at]?.startsWith(option) === true ? args[at].slice(option.length) : undefined;
  const next = args[at + 1];
  const isNext = inline === undefined && next !== undefined && !next.startsWith('-');
  return {
    code: inline ?? (isNext ? next : ''),
    rest: [...args.slice(0, at), ...args.slice(at + (isNext ? 2 : 1))],
  };
}

export function languageOfProcess(
  { code, rest }: LanguageAsked,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  if (asksForJson(rest)) return 'en';
  return languages.find((known) => known === code) ?? languageOf(env);
}
