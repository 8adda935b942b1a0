import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { isCoded, parseTimestamp } from '#kernel';
import {
  type AdmissibilityReport,
  type CertificateFact,
  assess,
  builtInProfiles,
  reportText,
} from '#admissibility';
import { type Language, languageOf, languages, say } from '#language';
import { examinePackage, type PackageFacts } from '#package';
import { printable } from '../people/printable.js';
import { fitted, reportLines } from './report-lines.js';
import { givenProfile } from './given-profile.js';
import { rootsOf } from './roots-of.js';

export interface Verifying {
  /** Width of the terminal in columns; undefined if the output does not go to a terminal. */
  readonly columns?: number | undefined;
  readonly data: (line: string) => void;
  readonly message: (line: string) => void;
  readonly now: () => Date;
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly compare?: (
    pdf: Uint8Array,
    of: { readonly sha512: string; readonly facts: PackageFacts },
  ) => Promise<CertificateFact>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Exit code of the verifier: 0 valid, 1 invalid, 2 incomplete, 3 no verdict. Showing only the help also gives 0. */
export type VerifyExit = 0 | 1 | 2 | 3;

class Usage extends Error {}

interface Speaking extends Verifying {
  readonly language: Language;
}

const known = { languages: languages.join(', ') };

/** Language that `--language` names, or else the environment's. Always English with `--json`. Pure. */
export function languageAsked(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const end = args.indexOf('--');
  const before = end === -1 ? args : args.slice(0, end);
  if (before.includes('--json')) return 'en';
  const option = '--language';
  const at = before.findIndex((arg) => arg === option || arg.startsWith(`${option}=`));
  const named = before[at] === option ? before[at + 1] : before[at]?.slice(option.length + 1);
  return languages.find((each) => each === named) ?? languageOf(env);
}

const usageText = (language: Language): string =>
  say('verifier.usage', language, { profiles: [...builtInProfiles.keys()].join(', '), ...known });

const options = {
  roots: { type: 'string' },
  root: { type: 'string', multiple: true },
  at: { type: 'string' },
  profile: { type: 'string' },
  certificate: { type: 'string' },
  language: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error as Error).name;

function parsed(args: readonly string[], language: Language) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Node.js names the option in its message alone.
    const option = /'(--?[^\s'=,]+)/.exec((error as Error).message)?.[1] ?? '';
    const isUnknown = codeOf(error) === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    throw new Usage(
      say(isUnknown ? 'verifier.unknownOption' : 'verifier.optionValue', language, { option }),
    );
  }
}

async function readFile(io: Speaking, path: string): Promise<Uint8Array> {
  try {
    return await io.read(path);
  } catch (error) {
    const code = codeOf(error);
    throw new Usage(
      code === 'ENOENT'
        ? say('verifier.noFile', io.language, { path })
        : say('verifier.unreadable', io.language, { path, code }),
    );
  }
}

const linesOf = (report: AdmissibilityReport | undefined, language: Language): readonly string[] =>
  report === undefined ? [] : ['', ...reportText(report, language).map(printable)];

function assertKnown(asked: string | undefined, language: Language): void {
  if (asked !== undefined && !languages.some((each) => each === asked))
    throw new Usage(say('verifier.language', language, known));
}

// Prints the usage. Code 0 means a valid package, so it is 3 when an argument may name a file.
async function help(args: readonly string[], io: Speaking): Promise<VerifyExit> {
  io.data(usageText(io.language));
  const isFile = await io.read(args[0] ?? '').then(
    () => true,
    () => false,
  );
  return args.length > 1 || isFile ? 3 : 0;
}

async function certificateOf(
  io: Speaking,
  { certificate, profile }: ReturnType<typeof parsed>['values'],
  facts: PackageFacts | undefined,
  sha512: string,
): Promise<CertificateFact | null> {
  if (certificate === undefined) return null;
  if (io.compare === undefined || profile === undefined)
    throw new Usage(say('verifier.certificate', io.language));
  const pdf = await readFile(io, certificate);
  return facts === undefined ? null : io.compare(pdf, { sha512, facts });
}

async function verify(
  { values, positionals }: ReturnType<typeof parsed>,
  io: Speaking,
): Promise<VerifyExit> {
  const { language } = io;
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Usage(say('verifier.onePackage', language));
  assertKnown(values.language, language);
  const file = values.roots === undefined ? undefined : await readFile(io, values.roots);
  const valueOf = <T>(option: string, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (!isCoded(error)) throw error;
      throw new Usage(say('verifier.value', language, { option }));
    }
  };
  const roots = valueOf('--roots, --root', () => rootsOf(file, values.root ?? []));
  const at = valueOf('--at', () =>
    values.at === undefined ? io.now() : new Date(parseTimestamp(values.at)),
  );
  const given =
    values.profile === undefined
      ? undefined
      : await givenProfile(values.profile, (path) => readFile(io, path));
  const bytes = await readFile(io, path);
  const asked = { sha512: createHash('sha512').update(bytes).digest('hex'), at };
  const examined = await examinePackage(bytes, { roots, at });
  const { report } = examined;
  const certificate = await certificateOf(io, values, examined.facts, asked.sha512);
  const admissibility = given && (await assess(examined, given, asked, { certificate }));
  if (values.json === true)
    io.data(JSON.stringify({ ...report, sha512: asked.sha512, admissibility }));
  else {
    const lines = [...reportLines(report, asked, language), ...linesOf(admissibility, language)];
    for (const line of lines.flatMap((each) => fitted(each, io.columns))) io.data(line);
  }
  return report.exit;
}

export async function verifyFile(args: readonly string[], io: Verifying): Promise<VerifyExit> {
  const speaking = { ...io, language: languageAsked(args, io.env) };
  try {
    const asked = parsed(args, speaking.language);
    return await (asked.values.help === true ? help(args, speaking) : verify(asked, speaking));
  } catch (error) {
    if (!(error instanceof Usage) && !isCoded(error)) throw error;
    io.message(printable(error.message));
    io.message(usageText(speaking.language));
    return 3;
  }
}
