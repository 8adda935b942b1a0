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
    .description(
      'Compare records as of the UN directory with what is signed, and draft what changes.',
    )
    .argument('<file...>', 'records: .json or .csv, UTF-8, of one State or several')
    .option('--drafts <folder>', 'new folder for the entries that two registrars then sign');
  withProfile(read)
    .addHelpText('after', importHelp)
    .action((files: string[], flags: ImportFlags, command: Command) =>
      importRecords(context, files, flags, command),
    );
  const write = authority
    .command('export')
    .description('Write what registrars of this State have signed as records of the UN directory.')
    .requiredOption('--out <file>', 'new file: .json or .csv');
  withProfile(write)
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise authority export --out records.csv\n  $ liaise authority export --out records.json',
    )
    .action((flags: ExportFlags, command: Command) => exportRecords(context, flags, command));
}

const importHelp = `
Examples:
  $ liaise authority import records.csv
  $ liaise authority import records.csv more.json --drafts drafts
  $ liaise authority describe --cosign drafts/border-police.json --key registrar-1.key

Nothing is changed by it: a draft counts once two registrars have signed it (describe --cosign) and it was submitted
(describe --submit), within ${signingDays} days. Records of another State are compared with what that State signed and shown as
unverified; they are not kept: only a State's own registrars say what its authorities are.
When one record is wrong, all that is wrong is listed by file and line, and there is no draft.

A .json file is a list of records, each with all of these members; a .csv file names them in its first line:
  ${recordMembers.slice(0, 8).join(', ')},
  ${recordMembers.slice(8).join(', ')}
  [{"state": "XA", "authority": "border-police", "name": "Border Police", "bodies": ["SPOC"],
    "functions": ["SMUGGLING_OF_MIGRANTS_BY_SEA"], "competences": ["INFORMATION"], "languages": ["hr", "en"],
    "roundTheClock": true, "phone": "+385 1 234567", "email": "duty@border.example", "requirements": "",
    "untocAsLegalBasis": true, "interpolChannelAccepted": true, "lawLinks": []}]
In a cell, codes and links stand apart by spaces; yes or no; commas, semicolons or tabs between cells.
At most ${recordLimits.files} files of ${recordLimits.bytes / 1024 / 1024} MiB, ${recordLimits.records} records in all.
bodies: ${authorityBodies.join(', ')}
functions: ${authorityFunctions.join(', ')}
competences, none when it does not say: ${threadTypes.join(', ')}

What can be wrong:
${Object.entries(recordFlaws)
  .map(([code, says]) => `  ${code}: ${says}`)
  .join('\n')}`;

async function importRecords(
  context: Context,
  files: readonly string[],
  flags: ImportFlags,
  command: Command,
): Promise<void> {
  const { drafts } = flags;
  if (files.length > recordLimits.files)
    throw new CliError('CLI_USAGE', `at most ${recordLimits.files} files`);
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
  if (changes.length === 0) return 'There is no record in it: nothing was compared.';
  if (!changes.some(({ ours }) => ours))
    return 'There is no record of this State in it: nothing to sign.';
  if (count === 0) return 'The signed directory of this State says all of it: nothing to sign.';
  if (drafts === undefined)
    return `Nothing was written. For drafts of the ${count}: --drafts FOLDER`;
  return (
    `Next, within ${signingDays} days and for each draft: liaise authority describe --cosign FILE by two registrars ` +
    'of the authority, then --submit FILE.'
  );
}

async function readAll(files: readonly string[]): Promise<ReturnType<typeof judgeRecords>> {
  const values: Placed[] = [];
  const flaws: PlacedFlaw[] = [];
  for (const file of files) {
    const format = formatOfFile(file);
    if (format === undefined) throw new CliError('CLI_USAGE', `${file}: neither .json nor .csv`);
    const read = readRecordFile(file, format, await readBytes(file, recordLimits.bytes));
    values.push(...read.values);
    flaws.push(...read.flaws);
    if (values.length > recordLimits.records)
      throw new CliError(
        'CLI_FILE_INVALID',
        `${file}: at most ${recordLimits.records} records in all`,
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
  throw new CliError('CLI_RECORDS_INVALID', `${flaws.length} in all`);
}

const columns: readonly Column[] = [
  { head: 'STATE' },
  { head: 'AUTHORITY' },
  { head: 'CHANGE' },
  { head: 'NAME', least: 16 },
];

function rowOf({ state, authority, name, change, ours, members }: RecordChange): Row {
  const standing = ours ? [] : [`unverified, not kept: ${state} has not signed it here`];
  const said = ours || change !== 'same' ? standing : [`as ${state} has signed it`];
  const changed = change === 'changed' ? members : [];
  return {
    cells: [state, authority, change, printable(name)],
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
  if (format === undefined) throw new CliError('CLI_USAGE', `${out}: neither .json nor .csv`);
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
      `${out}: ${records.length} ${records.length === 1 ? 'record' : 'records'}`,
    ]);
  });
}
