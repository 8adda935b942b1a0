import type { Command } from 'commander';
import {
  type Beyond,
  Fault,
  type Place,
  type Verdict,
  verifyLog,
  type LogSource,
  type Judge,
} from '#custody';
import { parseFingerprint, type Fingerprint, type Purpose } from '#kernel';
import { say, sayDetail } from '#language/console';
import { count } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { readStoredChains } from '../../directory/stored-chains.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { readBytes, readText } from '../../installation/files.js';
import { readDirectory } from '../../log/directory-file.js';
import { exportLog } from '../../log/export-log.js';
import { folderSource } from '../../log/folder-source.js';
import {
  judgeOf,
  logKeysOf,
  outsideIn,
  policyText,
  readPolicy,
  standardSkewSeconds,
} from '../../log/judge.js';
import { exportFolder, LogFolder, names, noExport } from '../../log/layout.js';
import { liveSource } from '../../log/live-source.js';
import { LogApi } from '../../log/log-api.js';
import { directoryText } from '../../log/directory-file.js';
import { readmeText } from '../../log/readme.js';
import { asking, purposeOption, withProfile, type ProfileFlags } from '../../people/asking.js';
import { fileOf, readProfile, directoryFile } from '../../people/profile.js';
import { printable } from '../../people/printable.js';

export interface JudgeFlags extends ProfileFlags {
  readonly root?: string;
  readonly policy?: string;
  readonly kept?: readonly string[];
  readonly skew?: number;
}

interface ExportFlags extends ProfileFlags {
  readonly purpose: Purpose;
}

export function addExport(audit: Command, context: Context): void {
  withProfile(audit.command('export').description(say('log.exportDescription')))
    .argument('<folder>', say('log.exportFolderArgument'))
    .requiredOption(...purposeOption)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit export log-of-XA --purpose DETECTION
  $ liaise audit export log-of-XA --purpose DETECTION && liaise audit verify log-of-XA

${say('log.exportHelp')}`,
    )
    .action((folder: string, flags: ExportFlags, command: Command) =>
      runExport(context, folder, flags, command),
    );
}

async function runExport(
  context: Context,
  dir: string,
  flags: ExportFlags,
  command: Command,
): Promise<void> {
  const { terminal } = context;
  const done = await asking(flags, context, async (asked) => {
    const logs = logKeysOf((await verifiedDirectory(asked)).own.directory);
    const folder = await exportFolder(dir);
    const { file, profile } = asked;
    // Fetched after the leaves: every directory entry that they name was appended by then.
    const api = new LogApi(asked.client, flags.purpose);
    const beside = async () => {
      const before = outsideIn((await folder.read(names.policy))?.toString('utf8') ?? '');
      const outside = [...new Set([...before, ...api.witnesses])];
      const policy = policyText(await verifiedDirectory(asked), outside);
      const { own } = await readStoredChains(directoryFile(file), profile.root);
      return {
        directory: directoryText(profile.state, profile.root, own),
        policy,
        readme: (size: number) => readmeText(logs.at(-1)?.name ?? '', profile.root, size),
      };
    };
    return exportLog({ api, logs }, folder, beside, (leaves, size) =>
      terminal.progress(
        say('log.fetchingLeaf', { leaves, size, detail: leaves === size ? '\n' : '' }),
      ),
    );
  });
  const answer = { ...done, root: Buffer.from(done.root).toString('base64') };
  terminal.answer(wantsJson(command), answer, [
    say('log.leavesThemNew', { dir, size: done.size, added: done.added }),
    say('log.root', { root: answer.root }),
  ]);
}

export const withJudge = (command: Command): Command =>
  command
    .option('--root <fingerprint>', say('log.rootOption'))
    .option('--policy <file>', say('log.policyOption'))
    .option('--skew <seconds>', say('log.skewOption'), count(0, 86_400), standardSkewSeconds);

async function rootOf(flags: JudgeFlags, context: Context): Promise<Fingerprint> {
  if (flags.root !== undefined) return parseFingerprint(flags.root);
  const profile = await readProfile(fileOf(flags.profile, context));
  if (profile === undefined) throw new CliError('CLI_ROOT_UNKNOWN', '--root');
  return profile.root;
}

const skewOf = ({ skew = standardSkewSeconds }: JudgeFlags): number => skew * 1_000;

/** Gathers keys, policy and checkpoints to verify an exported log. Flags replace the export's policy or the profile's root. */
export async function judgeOfFolder(
  folder: LogFolder,
  flags: JudgeFlags,
  context: Context,
): Promise<Judge> {
  const need = async (name: string): Promise<string> => {
    const bytes = await folder.read(name);
    if (bytes === undefined) throw noExport(folder.dir, name);
    return bytes.toString('utf8');
  };
  const file = `${folder.dir}: ${names.directory}`;
  const directory = await readDirectory(
    file,
    await need(names.directory),
    await rootOf(flags, context),
  );
  const stored = readPolicy(`${folder.dir}: ${names.policy}`, await need(names.policy));
  const own = flags.policy;
  const policy = own === undefined ? stored : readPolicy(own, await readText(own));
  const kept = await Promise.all((flags.kept ?? []).map((each) => readBytes(each)));
  // The export's policy supplies the keys of witnesses that the person's policy does not name.
  return judgeOf(directory, policy, { witnesses: stored.witnesses, kept, skewMs: skewOf(flags) });
}

export async function verifyFolder(
  context: Context,
  dir: string,
  flags: JudgeFlags,
  command: Command,
): Promise<void> {
  const folder = new LogFolder(dir);
  const judge = await judgeOfFolder(folder, flags, context);
  await report(context, await folderSource(folder), judge, command);
}

export function verifyLive(
  context: Context,
  flags: JudgeFlags & { readonly purpose: Purpose },
  command: Command,
): Promise<void> {
  return asking(flags, context, async (asked) => {
    // Log before directory: every entry that the log names was appended by then.
    const api = new LogApi(asked.client, flags.purpose);
    const source = await liveSource(api);
    const known = await verifiedDirectory(asked);
    const stored = readPolicy(say('log.theDirectory'), policyText(known, api.witnesses));
    const own = flags.policy;
    const policy = own === undefined ? stored : readPolicy(own, await readText(own));
    const kept = await Promise.all((flags.kept ?? []).map((each) => readBytes(each)));
    const more = { witnesses: stored.witnesses, kept, skewMs: skewOf(flags) };
    await report(context, source, judgeOf(known.own, policy, more), command);
  });
}

const placeText = ({ index, event, size, path }: Place): string =>
  [
    index === undefined ? [] : say('log.leaf', { index }),
    event === undefined ? [] : say('log.event', { event }),
    size === undefined ? [] : say('log.checkpointSize', { size }),
    path ?? [],
  ]
    .flat()
    .join(', ');

const beyondText = ({ count, next }: Beyond): string =>
  next === undefined
    ? say('log.leavesNoEventsElse', { count })
    : say('log.thenAt', { message: sayDetail(next.text), place: placeText(next.place) });

export const faultText = ({ text, place, beyond }: Fault): string =>
  printable(
    say('log.at', {
      message: sayDetail(text),
      place: placeText(place),
      beyond: beyond === undefined ? '' : beyondText(beyond),
    }),
  );

async function report(
  context: Context,
  source: LogSource,
  judge: Judge,
  command: Command,
): Promise<void> {
  const { terminal } = context;
  let shown = 0;
  const verdict = await verifyLog(source, judge, (done) => {
    if (done - shown < 1_000) return;
    shown = done;
    terminal.progress(say('log.checkedLeaves', { done }));
  }).catch((error: unknown) => {
    if (error instanceof Fault) throw new CliError('CLI_LOG_INVALID', faultText(error), error);
    throw error;
  });
  terminal.progress('\n');
  const root = Buffer.from(verdict.root).toString('base64');
  terminal.answer(wantsJson(command), { ...verdict, root }, verdictLines(verdict, root));
}

const verdictLines = (verdict: Verdict, root: string): string[] => {
  const { origin, size, checkpoints, cosigned, until, holes } = verdict;
  const missing = holes
    .slice(0, 20)
    .map(({ link, seq }) => say('log.link', { link: printable(link), seq }));
  return [
    say('log.goodLeavesCheckpointsUntil', { size, checkpoints, origin: printable(origin), until }),
    say('log.root', { root }),
    cosigned === null
      ? say('log.noCosignatureAskedNothing')
      : say('log.policyMetUpSize', { cosigned }),
    ...(holes.length === 0
      ? []
      : [say('log.numbersNeighboursNotAccepted', { holesCount: holes.length })]),
    ...missing,
  ];
};
