import { asksForJson } from './asks-for-json.js';
import { languageOf, languages, type Language } from '#language/console';

export interface LanguageAsked {
  /** Code behind `--language` in front of the command; undefined when the option is not there. */
  readonly code: string | undefined;
  readonly rest: readonly string[];
}

/**
 * Splits `--language CODE` from a command line. The option stands before the command: behind it, some commands have an
 * option of that name. Pure.
 */
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

/**
 * Language of a process: that of `--language`, otherwise that of the environment. English with `--json`, because programs read
 * that output. Pure.
 */
export function languageOfProcess(
  { code, rest }: LanguageAsked,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  if (asksForJson(rest)) return 'en';
  return languages.find((known) => known === code) ?? languageOf(env);
}
