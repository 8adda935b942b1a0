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
import { type Language, languageOf, languages } from '#language';
import { examinePackage, type PackageFacts } from '#package';
import { printable } from '../people/printable.js';
import { reportLines } from './report-lines.js';
import { givenProfile } from './given-profile.js';
import { rootsOf } from './roots-of.js';

export interface Verifying {
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

/** Exit code of a verification: 0 valid, 1 invalid, 2 incomplete, 3 not judged. */
export type VerifyExit = 0 | 1 | 2 | 3;

export const verifyUsage = `Usage: liaise verify FILE [--roots FILE] [--root STATE:FINGERPRINT]... [--at TIME] [--profile PROFILE]
                          [--certificate FILE] [--language LANGUAGE] [--json]

Checks an evidence package: no network, no database, no other program. Roots must come from elsewhere than the package: a file of lines
"root STATE FINGERPRINT", "tsa SHA256" and "ca SHA256", or fingerprints typed here. TIME is when is asked, as 2026-11-29T12:00:00.000Z; without it: now.
PROFILE is one that comes with the program (${[...builtInProfiles.keys()].join(', ')}) or a file, with its signature in FILE.sig beside it: by it 36 rules
say whether the package may be put before a court. The exit code speaks of the package alone.
Certificate: the custodian's, as PDF, for the rules about it.
LANGUAGE is that of the report (${languages.join(', ')}); without it: that of the environment (LC_ALL, LC_MESSAGES, LANG), else English.

Exit codes: 0 valid, 1 invalid, 2 incomplete or roots unknown, 3 wrong usage or an unreadable file.`;

class Usage extends Error {}

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

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Usage((error as Error).message);
  }
}

async function readFile(io: Verifying, path: string): Promise<Uint8Array> {
  try {
    return await io.read(path);
  } catch (error) {
    throw new Usage(`${path}: ${(error as Error).message}`);
  }
}

const linesOf = (report: AdmissibilityReport | undefined, language: Language): readonly string[] =>
  report === undefined ? [] : ['', ...reportText(report, language).map(printable)];

function languageFor({ env }: Verifying, asked: string | undefined): Language {
  if (asked === undefined) return languageOf(env);
  const found = languages.find((each) => each === asked);
  if (found === undefined) throw new Usage(`--language: one of ${languages.join(', ')}`);
  return found;
}

// Prints the usage. Code 0 means a valid package, so it is 3 when an argument may name a file.
async function help(args: readonly string[], io: Verifying): Promise<VerifyExit> {
  io.data(verifyUsage);
  const isFile = await io.read(args[0] ?? '').then(
    () => true,
    () => false,
  );
  return args.length > 1 || isFile ? 3 : 0;
}

async function certificateOf(
  io: Verifying,
  { certificate, profile }: ReturnType<typeof parsed>['values'],
  facts: PackageFacts | undefined,
  sha512: string,
): Promise<CertificateFact | null> {
  if (certificate === undefined) return null;
  if (io.compare === undefined || profile === undefined)
    throw new Usage('--certificate needs --profile, and the whole program');
  const pdf = await readFile(io, certificate);
  return facts === undefined ? null : io.compare(pdf, { sha512, facts });
}

async function verify(
  { values, positionals }: ReturnType<typeof parsed>,
  io: Verifying,
): Promise<VerifyExit> {
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Usage('name one package');
  const language = languageFor(io, values.language);
  const file = values.roots === undefined ? undefined : await readFile(io, values.roots);
  const roots = rootsOf(file, values.root ?? []);
  const at = values.at === undefined ? io.now() : new Date(parseTimestamp(values.at));
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
    for (const line of lines) io.data(line);
  }
  return report.exit;
}

export async function verifyFile(args: readonly string[], io: Verifying): Promise<VerifyExit> {
  try {
    const asked = parsed(args);
    return await (asked.values.help === true ? help(args, io) : verify(asked, io));
  } catch (error) {
    if (!(error instanceof Usage) && !isCoded(error)) throw error;
    io.message(printable(error.message));
    io.message(verifyUsage);
    return 3;
  }
}
