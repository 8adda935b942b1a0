import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import {
  authorityBodies,
  authorityFunctions,
  profileOf,
} from '#capabilities/directory/authority-profile.schema';
import { threadTypes, type StateCode } from '#kernel';
import { encodeEntry } from '#wire';
import { say as phrase } from '#language/console';
import { sayCount } from '#language/count';
import { profileEntry } from '../../compose/entries/entries.js';
import { formatGrant } from '../../compose/entries/grant-file.js';
import { wantsJson, type Context } from '../../context.js';
import { confirmedList } from '../../directory/confirm.js';
import { CliError } from '../../errors.js';
import { exists, readBytes, unusable, writePublic } from '../../installation/files.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { printable } from '../../people/printable.js';
import { compareRecords, type RecordChange } from '../../records/changes.js';
import {
  formatOfFile,
  formatRecords,
  readRecordFile,
  recordLimits,
} from '../../records/record-file.js';
import {
  judgeRecords,
  recordFlaws,
  recordMembers,
  type AuthorityRecord,
  type Placed,
  type PlacedFlaw,
} from '../../records/record.js';
import { shownBy } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

interface ImportFlags extends ProfileFlags {
  readonly drafts?: string;
}
interface ExportFlags extends ProfileFlags {
  readonly out: string;
}

const mostShown = 200;

// Days from the time in an entry until which registrars must have signed it.
const signingDays = 7;

export function addRecords(authority: Command, context: Context): void {
  const read = authority
    .command('import')
    .description(phrase('authorityRecords.importDescription'))
    .argument('<file...>', phrase('authorityRecords.importFileArgument'))
    .option('--drafts <folder>', phrase('authorityRecords.importDraftsOption'));
  withProfile(read)
    .addHelpText('after', importHelp)
    .action((files: string[], flags: ImportFlags, command: Command) =>
      importRecords(context, files, flags, command),
    );
  const write = authority
    .command('export')
    .description(phrase('authorityRecords.exportDescription'))
    .requiredOption('--out <file>', phrase('authorityRecords.exportOutOption'));
  withProfile(write)
    .addHelpText(
      'after',
      `
${phrase('program.examples')}
  $ liaise authority export --out records.csv
  $ liaise authority export --out records.json`,
    )
    .action((flags: ExportFlags, command: Command) => exportRecords(context, flags, command));
}

const importHelp = `
${phrase('program.examples')}
  $ liaise authority import records.csv
  $ liaise authority import records.csv more.json --drafts drafts
  $ liaise authority describe --cosign drafts/border-police.json --key registrar-1.key

${phrase('authorityRecords.importHelp', {
  signingDays,
  recordMembers: recordMembers.slice(0, 8).join(', '),
  joinRecordMembers: recordMembers.slice(8).join(', '),
  files: recordLimits.files,
  bytes: recordLimits.bytes / 1024 / 1024,
  records: recordLimits.records,
  authorityBodies: authorityBodies.join(', '),
  authorityFunctions: authorityFunctions.join(', '),
  threadTypes: threadTypes.join(', '),
  object: Object.entries(recordFlaws)
    .map(([code, says]) => `  ${code}: ${says}`)
    .join('\n'),
})}`;

async function importRecords(
  context: Context,
  files: readonly string[],
  flags: ImportFlags,
  command: Command,
): Promise<void> {
  const { drafts } = flags;
  if (files.length > recordLimits.files)
    throw new CliError(
      'CLI_USAGE',
      phrase('authorityRecords.mostFiles', { files: recordLimits.files }),
    );
  if (drafts !== undefined && (await exists(drafts))) throw new CliError('CLI_FILE_EXISTS', drafts);
  const { records, flaws } = await readAll(files);
  refuse(context, flaws, command);
  await asking(flags, context, async (asked) => {
    const { state } = asked.profile;
    const { authorities } = await confirmedList(asked, context.now());
    const compared = compareRecords(state, records, authorities);
    refuse(context, compared.flaws, command);
    const { changes } = compared;
    const wanted = records.filter((_, i) => isToDraft(changes[i]));
    const written =
      drafts === undefined ? [] : await writeDrafts(drafts, state, wanted, context.now());
    context.terminal.answer(wantsJson(command), { records: changes, drafts: written }, [
      ...table(columns, changes.map(rowOf), shownBy(command, context.terminal)),
      ...written,
    ]);
    context.terminal.message(next(changes, wanted.length, drafts));
  });
}

const isToDraft = (change: RecordChange | undefined): boolean =>
  change?.ours === true && change.change !== 'same';

function next(changes: readonly RecordChange[], count: number, drafts: string | undefined): string {
  if (changes.length === 0) return phrase('authorityRecords.noRecordNothingCompared');
  if (!changes.some(({ ours }) => ours)) return phrase('authorityRecords.noRecordStateNothing');
  if (count === 0) return phrase('authorityRecords.signedDirectoryStateSays');
  if (drafts === undefined) return phrase('authorityRecords.nothingWrittenDraftsDrafts', { count });
  return phrase('authorityRecords.nextWithinDaysDraft', { signingDays });
}

async function readAll(files: readonly string[]): Promise<ReturnType<typeof judgeRecords>> {
  const values: Placed[] = [];
  const flaws: PlacedFlaw[] = [];
  for (const file of files) {
    const format = formatOfFile(file);
    if (format === undefined)
      throw new CliError('CLI_USAGE', phrase('authorityRecords.neitherJsonNorCsv', { file }));
    const read = readRecordFile(file, format, await readBytes(file, recordLimits.bytes));
    values.push(...read.values);
    flaws.push(...read.flaws);
    if (values.length > recordLimits.records)
      throw new CliError(
        'CLI_FILE_INVALID',
        phrase('authorityRecords.mostRecords', { file, records: recordLimits.records }),
      );
  }
  const judged = judgeRecords(values);
  return { records: judged.records, flaws: [...flaws, ...judged.flaws] };
}

function refuse(context: Context, flaws: readonly PlacedFlaw[], command: Command): void {
  if (flaws.length === 0) return;
  const shown = flaws.slice(0, mostShown);
  const lines = shown.map(({ file, line, code, member, says }) =>
    printable(`${file}:${line}: ${[code, member, says].filter((each) => each !== '').join('  ')}`),
  );
  context.terminal.answer(wantsJson(command), { flaws: shown, count: flaws.length }, lines);
  throw new CliError(
    'CLI_RECORDS_INVALID',
    phrase('authorityRecords.inAll', { flawsCount: flaws.length }),
  );
}

const columns: readonly Column[] = [
  { head: phrase('column.state') },
  { head: phrase('column.authority') },
  { head: phrase('column.change') },
  { head: phrase('column.name'), least: 16 },
];

const changeWords = {
  new: 'authorityRecords.new',
  changed: 'authorityRecords.changed',
  same: 'authorityRecords.same',
} as const;

function rowOf({ state, authority, name, change, ours, members }: RecordChange): Row {
  const standing = ours ? [] : [phrase('authorityRecords.unverifiedNotKeptNot', { state })];
  const said =
    ours || change !== 'same' ? standing : [phrase('authorityRecords.asHasSignedIt', { state })];
  const changed = change === 'changed' ? members : [];
  return {
    cells: [state, authority, phrase(changeWords[change]), printable(name)],
    notes: [
      ...said,
      ...changed.map(({ member, from, to }) =>
        printable(`${member}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`),
      ),
    ],
  };
}

// Writes unsigned entries into a new folder: all of them, or no folder.
async function writeDrafts(
  folder: string,
  state: StateCode,
  records: readonly Placed<AuthorityRecord>[],
  at: Date,
): Promise<string[]> {
  const unfinished = `${folder}.${randomBytes(8).toString('hex')}.new`;
  try {
    await mkdir(unfinished);
    for (const { value } of records) {
      const body = { authority: value.authority, ...profileOf(value) };
      const entry = encodeEntry(profileEntry({ state, at }, body));
      const content = formatGrant({ entry, signatures: [] });
      await writeFile(join(unfinished, `${value.authority}.json`), content, { flag: 'wx' });
    }
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw unusable(folder, error);
  }
  return records.map(({ value }) => join(folder, `${value.authority}.json`));
}

function exportRecords(context: Context, flags: ExportFlags, command: Command): Promise<void> {
  const { out } = flags;
  const format = formatOfFile(out);
  if (format === undefined)
    throw new CliError('CLI_USAGE', phrase('authorityRecords.outNeitherJsonNorCsv', { out }));
  return asking(flags, context, async (asked) => {
    const { state } = asked.profile;
    const { authorities } = await confirmedList(asked, context.now());
    const records = authorities.flatMap((each): AuthorityRecord[] =>
      each.state === state && each.profile !== null
        ? [{ state, authority: each.authority, name: each.name.trim(), ...each.profile }]
        : [],
    );
    // Checked by reading back: another program might understand a doubtful file differently.
    const values = records.map((value, i) => ({ file: out, line: i + 1, value }));
    refuse(context, judgeRecords(values).flaws, command);
    await writePublic(out, formatRecords(records, format));
    context.terminal.answer(wantsJson(command), { file: out, records: records.length }, [
      sayCount('authorityRecords.written', { out, count: records.length }),
    ]);
  });
}
