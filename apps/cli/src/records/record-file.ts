import { say } from '#language/console';
import { printableJson } from '../people/printable.js';
import { csvLimits, CsvFlaw, formatCsv, parseCsv } from './csv.js';
import {
  recordMembers,
  type AuthorityRecord,
  type Placed,
  type PlacedFlaw,
  type RecordMember,
} from './record.js';

export const recordLimits = { files: 16, bytes: 4 * 1024 * 1024, records: csvLimits.rows } as const;

export type RecordFormat = 'csv' | 'json';

export const formatOfFile = (file: string): RecordFormat | undefined =>
  (['csv', 'json'] as const).find((format) => file.toLowerCase().endsWith(`.${format}`));

interface Read {
  readonly values: readonly Placed[];
  readonly flaws: readonly PlacedFlaw[];
}

const isList = (member: string): boolean =>
  ['bodies', 'functions', 'competences', 'languages', 'lawLinks'].includes(member);
const isTruth = (member: string): boolean =>
  ['roundTheClock', 'untocAsLegalBasis', 'interpolChannelAccepted'].includes(member);

// Characters that make spreadsheets read a cell as a formula, with their full-width forms, and the apostrophe
// itself.
const active = "=+\\-@\\t\\r\uff1d\uff0b\uff0d\uff20'";
const beginsActive = new RegExp(`^[${active}]`);
const marked = new RegExp(`^'(?=[${active}])`);

// Cell that no spreadsheet runs: an apostrophe precedes a possible formula (OWASP, CSV injection).
const asCell = (text: string): string => (beginsActive.test(text) ? `'${text}` : text);
const fromCell = (cell: string): string => cell.replace(marked, '').replaceAll('\r\n', '\n');

function valueOf(member: string, cell: string): unknown {
  const text = fromCell(cell);
  if (isList(member))
    return text.split(member === 'lawLinks' ? /\s+/ : /[\s,;|]+/).filter((each) => each !== '');
  const said = text.trim().toLowerCase();
  if (isTruth(member))
    return ['yes', 'true'].includes(said) || (['no', 'false'].includes(said) ? false : text);
  // Surrounding spaces of a name or number are dropped.
  return member === 'requirements' ? text : text.trim();
}

function readCsv(file: string, text: string): Read {
  const [header, ...rows] = parseCsv(text);
  if (header === undefined) throw new CsvFlaw(1, say('recordsRecord.noLineNamesColumns'));
  const columns = header.cells.map((cell) => cell.trim());
  const flaw = (says: string, code: PlacedFlaw['code']): PlacedFlaw => ({
    ...{ file, line: header.line, code, member: '', says },
  });
  const flaws = columns.flatMap((name, at) => {
    if (!recordMembers.some((each) => each === name))
      return [
        flaw(
          say('recordsRecord.column', { name: JSON.stringify(name.slice(0, 80)) }),
          'MEMBER_UNKNOWN',
        ),
      ];
    return columns.indexOf(name) < at
      ? [flaw(say('recordsRecord.columnTwice', { name }), 'MEMBER_UNKNOWN')]
      : [];
  });
  const missing = recordMembers.filter((member) => !columns.includes(member));
  flaws.push(
    ...missing.map((member) => flaw(say('recordsRecord.columnOf', { member }), 'MEMBER_MISSING')),
  );
  // Reported once, not for each row.
  if (flaws.length > 0) return { values: [], flaws };
  const values: Placed[] = [];
  for (const { line, cells } of rows) {
    const says = say('recordsRecord.says', {
      cellsCount: cells.length,
      columnsCount: columns.length,
    });
    if (cells.length === columns.length)
      values.push({
        file,
        line,
        value: Object.fromEntries(
          columns.map((name, at) => [name, valueOf(name, cells[at] ?? '')]),
        ),
      });
    else flaws.push({ file, line, code: 'MEMBER_WRONG', member: '', says });
  }
  return { values, flaws };
}

function itemLines(json: string): number[] {
  const lines: number[] = [];
  let [line, depth, awaits] = [1, 0, false];
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]|\n|[^\s[\]{},"]+/g)) {
    const opens = '[{'.includes(token);
    const closes = ']}'.includes(token);
    if (token === '\n') line += 1;
    else if (token === ',') awaits = depth === 1;
    else if (!closes) {
      if (awaits) lines.push(line);
      awaits = false;
    }
    if (opens) {
      awaits = depth === 0;
      depth += 1;
    } else if (closes) depth -= 1;
  }
  return lines;
}

function readJson(file: string, text: string): Read {
  const values: unknown = JSON.parse(text);
  if (!Array.isArray(values)) throw new CsvFlaw(1, say('recordsRecord.fileHoldListRecords'));
  const lines = itemLines(text);
  return {
    values: values.map((value: unknown, i) => ({ file, line: lines[i] ?? 1, value })),
    flaws: [],
  };
}

export function readRecordFile(file: string, format: RecordFormat, bytes: Uint8Array): Read {
  const wrong = (line: number, says: string): Read => ({
    values: [],
    flaws: [{ file, line, code: 'FILE_WRONG', member: '', says }],
  });
  try {
    const whole = Buffer.from(bytes).toString('utf8');
    // Bytes that were not UTF-8 were replaced, so they differ.
    if (!Buffer.from(whole).equals(bytes)) return wrong(1, say('recordsRecord.notUtf'));
    const text = whole.replace(/^\ufeff/, '');
    const read = format === 'csv' ? readCsv(file, text) : readJson(file, text);
    return read.values.length > recordLimits.records
      ? wrong(1, say('recordsRecord.moreRecords', { records: recordLimits.records }))
      : read;
  } catch (error) {
    if (error instanceof CsvFlaw) return wrong(error.line, error.message);
    // The JSON parser quotes its input.
    if (error instanceof SyntaxError) return wrong(1, say('program.notJson'));
    throw error;
  }
}

function cellOf(record: AuthorityRecord, member: RecordMember): string {
  const value = record[member];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return asCell(typeof value === 'string' ? value : value.join(' '));
}

export function formatRecords(records: readonly AuthorityRecord[], format: RecordFormat): string {
  const whole = records.map((record) =>
    Object.fromEntries(recordMembers.map((member) => [member, record[member]])),
  );
  if (format === 'json') return `${printableJson(whole)}\n`;
  const rows = records.map((record) => recordMembers.map((member) => cellOf(record, member)));
  // Without a byte order mark spreadsheets misread UTF-8.
  return `\ufeff${formatCsv([recordMembers, ...rows])}`;
}
