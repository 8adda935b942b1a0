import { Command, type Option } from 'commander';
import { say } from '#language/console';
import type { AddCommand, Context } from '../context.js';
import { languageOption, withCommonOptions } from '../common-options.js';
import { exitCodesHelp } from '../exit-codes.js';
import { Terminal } from '../terminal.js';

export interface ManPage {
  readonly file: string;
  readonly text: string;
}

const roff = (text: string): string => text.replaceAll('\\', String.raw`\e`).replaceAll('-', '\\-');
// A point or an apostrophe at the beginning of a line would be a request to the formatter.
const line = (text: string): string => roff(text).replace(/^(?=[.'])/, String.raw`\&`);
const lines = (text: string): string[] => text.split('\n').map(line);

// Examples hold times of the next days; a page that is kept must not change with the day.
const undated = (text: string): string =>
  text
    .replaceAll(/\b20\d\d-\d\d-\d\d(T)\d\d:\d\d:\d\d(\.\d{3})?Z/g, 'YYYY-MM-DDThh:mm:ss.000Z')
    .replaceAll(/\b20\d\d-\d\d-\d\d\b/g, 'YYYY-MM-DD');

const verbatim = (text: string): string[] =>
  text.trim() === '' ? [] : ['.PP', '.nf', ...lines(undated(text.trim())), '.fi'];

const optionLines = ({ flags, description }: Option): string[] => [
  '.TP',
  `.B ${roff(flags)}`,
  line(description),
];
const optionsOf = (command: Command): string[] => command.options.flatMap(optionLines);

type Surroundings = Pick<Context, 'now' | 'env' | 'readInput' | 'untilAsked'>;

// Options that every page names, since every command takes them.
const common = [
  ...optionsOf(withCommonOptions(new Command('liaise'))),
  ...optionLines(languageOption),
];

interface Written {
  readonly command: Command;
  readonly path: string;
  readonly after: string;
}

const synopsis = ({ command, path }: Written): string => roff(`${path} ${command.usage()}`.trim());

const section = (written: Written): string[] => [
  `.SS "${synopsis(written)}"`,
  line(written.command.description()),
  ...optionsOf(written.command),
  ...verbatim(written.after),
];

const head = (name: string, version: string, description: string): string[] => [
  String.raw`.\" Made by scripts/man.mjs from the commands.`,
  `.TH ${roff(name.toUpperCase())} 1 "" "liaise ${version}" "Liaise"`,
  '.SH NAME',
  `${roff(name)} \\- ${line(description)}`,
];

function written(context: Surroundings, add: AddCommand): Written[] {
  const said: string[] = [];
  const sink = { write: (text: string) => said.push(text) };
  const terminal = new Terminal(sink, sink);
  const program = new Command('liaise').configureOutput(terminal.writers);
  add(program, { ...context, terminal });
  const visit = (command: Command, path: string): Written[] => {
    said.length = 0;
    command.outputHelp();
    const after = said.join('').slice(command.helpInformation().length);
    return [
      { command, path, after },
      ...command.commands.flatMap((each) => visit(each, `${path} ${each.name()}`)),
    ];
  };
  return program.commands.flatMap((each) => visit(each, `liaise ${each.name()}`));
}

function pageOf(all: readonly Written[], version: string): ManPage {
  const [first, ...below] = all;
  if (first === undefined) throw new TypeError('a page of no command');
  const name = first.path.replaceAll(' ', '-');
  const text = [
    ...head(name, version, first.command.description()),
    '.SH SYNOPSIS',
    `.B ${synopsis(first)}`,
    '.SH OPTIONS',
    ...optionsOf(first.command),
    ...common,
    '.SH DESCRIPTION',
    line(first.command.description()),
    ...verbatim(first.after),
    ...(below.length > 0 ? ['.SH COMMANDS', ...below.flatMap(section)] : []),
    '.SH SEE ALSO',
    '.BR liaise (1)',
  ];
  return { file: `${name}.1`, text: `${text.join('\n')}\n` };
}

export function manPages(
  context: Surroundings,
  commands: readonly AddCommand[],
  version: string,
): ManPage[] {
  const all = commands.map((add) => written(context, add));
  const rows = all.flatMap(([first]) =>
    first === undefined
      ? []
      : [
          '.TP',
          `.BR ${roff(first.path.replaceAll(' ', '-'))} (1)`,
          line(first.command.description()),
        ],
  );
  const text = [
    ...head('liaise', version, say('program.liaiseDescription')),
    '.SH SYNOPSIS',
    `.B ${roff('liaise [options] <command>')}`,
    '.SH OPTIONS',
    ...common,
    '.SH COMMANDS',
    ...rows,
    '.SH "EXIT CODES AND EXAMPLES"',
    ...verbatim(exitCodesHelp),
  ];
  return [
    { file: 'liaise.1', text: `${text.join('\n')}\n` },
    ...all.map((each) => pageOf(each, version)),
  ];
}
