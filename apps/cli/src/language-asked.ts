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
  const inline = args[at]?.split('=', 2)[1];
  const length = inline === undefined ? 2 : 1;
  return {
    code: inline ?? args[at + 1] ?? '',
    rest: [...args.slice(0, at), ...args.slice(at + length)],
  };
}

/** Language of a process: that of `--language`, otherwise that of the environment. Pure. */
export const languageOfProcess = (
  { code }: Pick<LanguageAsked, 'code'>,
  env: Readonly<Record<string, string | undefined>>,
): Language => languages.find((known) => known === code) ?? languageOf(env);
