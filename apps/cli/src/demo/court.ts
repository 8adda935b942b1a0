import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ThreadId } from '#kernel';
import { programFile } from '#runner';
import { say } from '#language/console';
import { changedAccessList, packageList, packageView } from '../api/gen/readers.js';
import { addPackage } from '../commands/packages/package.js';
import { addRequest } from '../commands/requests/request.js';
import { CliError } from '../errors.js';
import { makeFolder, writePublic } from '../installation/files.js';
import type { DemoState } from './demo-state.js';
import { shellLine, wrapped } from './lines.js';
import type { Narrator } from './narrator.js';
import type { Person } from './person.js';
import { until } from './until.js';

const run = promisify(execFile);
const purpose = ['--purpose', 'INVESTIGATION'] as const;
const textWidth = 72;

export interface CourtCopy {
  readonly exhibit: string;
  readonly file: string;
  readonly sha512: string;
  readonly roots: string;
  readonly changed: string;
  readonly checks: readonly { readonly line: string; readonly exit: number }[];
}

/**
 * Adds a judge to the thread's access list and orders the evidence package, which takes some seconds to make.
 * @throws CliError CLI_DEMO_FAILED
 */
export async function askForPackage(
  state: DemoState,
  thread: ThreadId,
  narrator: Narrator,
): Promise<Asked> {
  narrator.chapter(say('court.judgeXaOneFile'));
  const { judge, officer } = state.script;
  if (judge === undefined) throw new CliError('CLI_DEMO_FAILED', say('court.noJudge'));
  const [amal, she] = [state.person(officer.officer), state.person(judge.officer)];
  const joining = ['request', 'roster-add', thread, she.name, '--reason', 'JOINT_WORK'];
  await amal.types(narrator, changedAccessList, addRequest, ...joining);
  const asking = ['package', 'build', thread, ...purpose];
  const { exhibit } = await she.types(narrator, packageView, addPackage, ...asking);
  narrator.tell(say('court.gatheredCosignedXbSealed'));
  return { exhibit, she };
}

export async function checkInCourt(
  states: readonly [DemoState, DemoState],
  asked: Asked,
  { thread, dir, ...trustAnchors }: CourtInput,
  narrator: Narrator,
): Promise<CourtCopy> {
  narrator.chapter(say('court.courtGetsFileRoots'));
  narrator.working(say('court.waitingEvidencePackage'));
  const made = await fetchPackage(asked, thread, dir, narrator);
  const roots = await rootsFile(states, trustAnchors, join(dir, 'roots.txt'));
  const changed = await changedCopy(made.file, join(dir, 'changed.asice'));
  const court = { dir, caFile: trustAnchors.caFile, roots };
  const checks = await check(made, changed, court, narrator);
  return { ...made, roots, changed, checks };
}

interface Asked {
  readonly exhibit: string;
  readonly she: Person;
}

interface TrustAnchors {
  readonly caFile: string;
  readonly witnessKey: string | undefined;
}

interface CourtInput extends TrustAnchors {
  readonly thread: ThreadId;
  readonly dir: string;
}

interface Made {
  readonly exhibit: string;
  readonly file: string;
  readonly sha512: string;
}

async function fetchPackage(
  { exhibit, she }: Asked,
  thread: ThreadId,
  dir: string,
  narrator: Narrator,
): Promise<Made> {
  const found = await until(say('court.evidencePackage'), async () => {
    const { packages } = await she.does(
      packageList,
      addPackage,
      'package',
      'list',
      thread,
      ...purpose,
    );
    const own = packages.find((each) => each.exhibit === exhibit);
    if (own?.failure != null) throw new CliError('CLI_DEMO_FAILED', own.failure);
    return own?.state === 'BUILT' ? own : undefined;
  });
  const file = join(dir, `evidence-${exhibit}.asice`);
  const get = ['package', 'get', thread, exhibit, '--out', file, ...purpose];
  await she.types(narrator, packageView, addPackage, ...get);
  const sha512 = found.sha512 ?? '';
  narrator.tell(say('court.bytesCourtToldSha', { size: found.size ?? 0 }));
  narrator.tell(`      ${sha512.slice(0, 64)}`, `      ${sha512.slice(64)}`);
  return { exhibit, file, sha512 };
}

async function rootsFile(
  states: readonly DemoState[],
  { caFile, witnessKey }: TrustAnchors,
  file: string,
): Promise<string> {
  const lines = await Promise.all(
    states.map(async (state) => `root ${state.script.state} ${await state.rootFingerprint()}`),
  );
  const { raw } = new X509Certificate(await readFile(caFile));
  const tsa = `tsa ${createHash('sha256').update(raw).digest('hex')}`;
  const witness = witnessKey === undefined ? [] : [`witness ${witnessKey}`];
  await writePublic(file, `${[...lines, tsa, ...witness].join('\n')}\n`);
  return file;
}

async function changedCopy(file: string, copy: string): Promise<string> {
  const bytes = await readFile(file);
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  await writeFile(copy, bytes, { mode: 0o600 });
  return copy;
}

interface Court {
  readonly dir: string;
  readonly caFile: string;
  readonly roots: string;
}

interface Ended {
  readonly exit: number;
  readonly out: string;
}

// The reports of other processes are searched for English words.
const inEnglish = () => ({ ...process.env, LC_ALL: 'C' });

/**
 * Runs a program for at most 60 seconds. Returns its exit code and standard output. @throws CliError CLI_DEMO_FAILED if the
 * program cannot start or is killed
 */
export async function ended(words: readonly string[], cwd: string): Promise<Ended> {
  const [program = '', ...args] = words;
  try {
    const { stdout } = await run(program, args, { cwd, timeout: 60_000, env: inEnglish() });
    return { exit: 0, out: stdout };
  } catch (error) {
    const { code, stdout } = error as { code?: unknown; stdout?: string };
    if (typeof code === 'number') return { exit: code, out: stdout ?? '' };
    throw new CliError('CLI_DEMO_FAILED', say('court.couldNotRun', { program }), error);
  }
}

// Verifications with this program, with gpg and openssl alone, and with this program on the changed copy.
async function check(
  { file, sha512 }: Made,
  changed: string,
  { dir, caFile, roots }: Court,
  narrator: Narrator,
): Promise<CourtCopy['checks']> {
  const checks: { line: string; exit: number }[] = [];
  const does = async (words: readonly string[], wanted: number): Promise<string> => {
    const line = shellLine(words);
    narrator.tell(`  $ ${line}`);
    const { exit, out } = await ended(words, dir);
    checks.push({ line, exit });
    if (exit !== wanted) throw new CliError('CLI_DEMO_FAILED', `${line}: ${exit}\n${out}`);
    return out;
  };
  const verify = (of: string) => [
    ...[process.execPath, programFile('liaise'), 'verify', of, '--roots', roots],
  ];
  narrator.tell(...spoken(await does(verify(file), 0), /^VALID|^Cosigned at/));
  const said = await does(['sha512sum', file], 0);
  if (!said.startsWith(sha512)) throw new CliError('CLI_DEMO_FAILED', say('court.anotherSha'));
  narrator.tell(say('court.shaCourtTold'));
  await withoutUs(file, { dir, caFile }, does, narrator);
  narrator.tell('', say('court.oneByteCopyChanged'));
  narrator.tell(...spoken(await does(verify(changed), 1), / FAIL |^INVALID/));
  return checks;
}

type Does = (words: readonly string[], wanted: number) => Promise<string>;

// Bruno's answer is the second message of the thread.
async function withoutUs(
  file: string,
  { dir, caFile }: Pick<Court, 'dir' | 'caFile'>,
  does: Does,
  narrator: Narrator,
): Promise<void> {
  narrator.tell('', say('court.nowWithoutProgramOurs'));
  const [asic, token] = ['META-INF/ASiCManifest002.xml', 'META-INF/timestamp002.tst'];
  const answer = 'data/messages/2';
  await does(['unzip', '-q', '-o', file, asic, token, `${answer}/*`, '-d', dir], 0);
  const home = join(dir, 'gpg');
  await makeFolder(home);
  const gpg = ['gpg', '--homedir', home, '--batch', '--no-autostart'];
  await does([...gpg, '--quiet', '--import', `${answer}/certificate.pgp`], 0);
  const signed = [`${answer}/document.sig`, `${answer}/document.json`];
  const status = await does([...gpg, '--status-fd', '1', '--verify', ...signed], 0);
  const fingerprint = /^\[GNUPG:\] VALIDSIG ([0-9A-F]{40}) /m.exec(status)?.[1];
  if (fingerprint === undefined)
    throw new CliError('CLI_DEMO_FAILED', say('court.gpg', { status }));
  narrator.tell(say('court.goodSignatureOverBrunos'), `      ${fingerprint}`);
  const stamp = ['openssl', 'ts', '-verify', '-token_in', '-in', token, '-data', asic];
  await does([...stamp, '-CAfile', caFile], 0);
  narrator.tell(say('court.whenAuthorityStamped'));
}

const spoken = (report: string, what: RegExp): string[] =>
  report
    .split('\n')
    .filter((line) => what.test(line))
    .flatMap((line) => wrapped(line, textWidth))
    .map((line) => `      ${line}`);

export async function needsTools(): Promise<void> {
  for (const [program, flag] of [
    ['unzip', '-v'],
    ['openssl', 'version'],
    ['sha512sum', '--version'],
    ['gpg', '--version'],
  ] as const)
    try {
      await run(program, [flag]);
    } catch (error) {
      const detail = say('court.detail', { program });
      throw new CliError('CLI_DEMO_FAILED', detail, error);
    }
}
