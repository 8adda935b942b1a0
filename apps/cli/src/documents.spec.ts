import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { exitCodes, exitCodesHelp } from './exit-codes.js';
import { createProgram } from './program.js';
import { Terminal } from './terminal.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const silent = { write: () => true };
const program = await createProgram({
  terminal: new Terminal(silent, silent),
  env: {},
  now: () => new Date('2026-03-01T12:00:00.000Z'),
  readInput: () => Promise.resolve(new Uint8Array()),
  untilAsked: () => Promise.resolve(),
});

function words(line: string): string[] {
  const found = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'|<>;&#]|(?<=\S)#)+|[|<>;&#]/g) ?? [];
  const end = found.findIndex((word) => /^[|<>;&#]$/.test(word));
  return (end < 0 ? found : found.slice(0, end)).map((word) => word.replace(/["']/g, ''));
}

interface Use {
  readonly where: string;
  readonly line: string;
  /** True for a complete command; false for a command in a sentence, which may lack arguments. */
  readonly whole: boolean;
}

function usesIn(where: string, text: string): Use[] {
  const uses: Use[] = [];
  const blocks = /^ *```[a-z]*\n([\s\S]*?)^ *```$/gm;
  for (const [, block = ''] of text.matchAll(blocks))
    for (const line of block.replace(/ *\\\n\s*/g, ' ').split('\n')) {
      const command = /^\s*(?:\$ )?(?:sudo -u \S+ )?(liaise(?: .*)?)$/.exec(line)?.[1];
      if (command !== undefined) uses.push({ where, line: command, whole: true });
    }
  for (const [, line = ''] of text.replace(blocks, '').matchAll(/`(liaise [a-z-][^`]*)`/g))
    uses.push({ where, line, whole: false });
  for (const [, line = ''] of text.matchAll(/^ExecStart=\S*\/(liaise .*)$/gm))
    uses.push({ where, line, whole: true });
  return uses;
}

function wrong({ line, whole }: Use): string | undefined {
  let command: Command = program;
  const given = new Set<string>();
  const args: string[] = [];
  const rest = words(line).slice(1);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith('--')) {
      const [flag = '', inline] = word.split('=', 2);
      const known = [...command.options, ...program.options];
      const option = known.find(({ long }) => long === flag);
      if (flag === '--help') continue;
      if (option === undefined) return `no option ${flag}`;
      given.add(option.attributeName());
      if (option.required && inline === undefined && rest.shift() === undefined && whole)
        return `${flag} needs a value`;
      if (option.optional && inline === undefined && rest[0]?.startsWith('--') === false)
        rest.shift();
      continue;
    }
    const next = args.length === 0 && command.commands.find((each) => each.name() === word);
    if (next) command = next;
    else args.push(word);
  }
  if (command.commands.length > 0 && (args.length > 0 || whole))
    return `no command ${args[0] ?? 'given'}`;
  const most = command.registeredArguments.length;
  if (args.length > most) return `too many arguments: ${args.slice(most).join(' ')}`;
  if (!whole) return undefined;
  const needed = command.registeredArguments.filter(({ required }) => required).length;
  if (args.length < needed) return 'an argument is missing';
  const missing = command.options.find(
    (option) => option.mandatory && !given.has(option.attributeName()),
  );
  return missing === undefined ? undefined : `${missing.long ?? ''} is missing`;
}

function documents(): string[] {
  const inside = (folder: string, ending: RegExp): string[] =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .filter((name) => ending.test(name))
          .map((name) => join(folder, name))
      : [];
  return [
    ...inside('.', /\.md$/),
    ...inside('deploy', /\.md$/),
    ...inside('deploy/guide', /\.md$/),
    ...inside('proto', /\.md$/),
    ...inside('deploy/systemd', /\.service$/),
    'apps/cli/README.md',
  ];
}

const pages = readdirSync(join(root, 'deploy/guide')).map((name) => join('deploy/guide', name));

describe('documents', () => {
  const uses = documents().flatMap((file) => usesIn(file, readFileSync(join(root, file), 'utf8')));

  it('show commands at all', () => {
    expect(uses.filter(({ where }) => where.startsWith('deploy/guide/')).length).toBeGreaterThan(
      15,
    );
    expect(uses.some(({ where }) => where.endsWith('.service'))).toBe(true);
  });

  it('every `liaise` command in them is one that the program takes', () => {
    const found = uses.flatMap((use) => {
      const why = wrong(use);
      return why === undefined ? [] : [`${use.where}: ${use.line}: ${why}`];
    });
    expect(found).toEqual([]);
  });

  it('the guide shows every command, those of the desks in their table', () => {
    const guide = pages.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    const [requests, inbox] = ['request', 'inbox'].map((name) =>
      program.commands.find((each) => each.name() === name),
    ) as [Command, Command];
    const ends = (command: Command, path: readonly string[] = []): string[] =>
      command === requests || command === inbox
        ? []
        : command.commands.length === 0
          ? [path.join(' ')]
          : command.commands.flatMap((each) => ends(each, [...path, each.name()]));
    const shown = usesIn('', guide).map(({ line }) => `${words(line).slice(1).join(' ')} `);
    expect(
      ends(program).filter((path) => !shown.some((use) => use.startsWith(`${path} `))),
    ).toEqual([]);

    const table = /^\| `liaise request` \| `liaise inbox` \|[\s\S]*?\n\n/m.exec(guide)?.[0] ?? '';
    const column = (at: number): string[] =>
      table
        .split('\n')
        .slice(2)
        .flatMap((row) => [...(row.split('|')[at] ?? '').matchAll(/`([a-z-]+)`/g)])
        .map(([, name = '']) => name);
    const names = ({ commands }: Command): string[] => commands.map((each) => each.name());
    expect(column(1).sort()).toEqual(names(requests).sort());
    expect(column(2).sort()).toEqual(names(inbox).sort());
  });

  it('the guide and the help give the same exit codes, those of the program', () => {
    const rows = readFileSync(join(root, 'deploy/guide/run.md'), 'utf8').matchAll(
      /^\| (\d+) \| (.+) \|$/gm,
    );
    // The guide describes each in more detail than the help.
    const guideLines = [...rows].map(
      ([, code, text = '']) => `${code} ${text.split(/[;(]|, with/)[0]?.trim()}`,
    );
    expect(guideLines.map((each) => parseInt(each))).toEqual(Object.values(exitCodes));
    const help = exitCodesHelp.replace(/\s+/g, ' ');
    expect(guideLines.filter((each) => !help.includes(each))).toEqual([]);
  });

  it.each([
    ['liaise nothing', 'no command nothing'],
    ['liaise peer nothing', 'no command nothing'],
    ['liaise peer', 'no command given'],
    ['liaise up', '--dir is missing'],
    ['liaise up --dir', '--dir needs a value'],
    ['liaise up --dir /x --colour', 'no option --colour'],
    ['liaise up --dir /x y', 'too many arguments: y'],
    ['liaise key import --out x', 'an argument is missing'],
    ['liaise up --dir "/x y" --json > /run/z.json # why', undefined],
    ['liaise --json status --dir=/x | jq .links', undefined],
  ])('judges %s (the judge itself)', (line, why) => {
    expect(usesIn('x', `\`\`\`sh\n$ ${line}\n\`\`\`\n`)).toHaveLength(1);
    expect(wrong({ where: 'x', line, whole: true })).toBe(why);
  });

  it('reads mentions, joined lines and unit files (the judge itself)', () => {
    const text = [
      'Run `liaise doctor`, not `liaise`.',
      '```sh',
      'sudo -u liaise liaise up \\',
      '  --dir /x',
      '```',
      'ExecStart=/usr/bin/liaise up --dir /x/%i',
    ].join('\n');
    expect(usesIn('x', text).map(({ line }) => line)).toEqual([
      'liaise up --dir /x',
      'liaise doctor',
      'liaise up --dir /x/%i',
    ]);
    expect(wrong({ where: 'x', line: 'liaise peer confirm', whole: false })).toBeUndefined();
    expect(wrong({ where: 'x', line: 'liaise peer confirmed', whole: false })).toMatch(
      'no command',
    );
  });
});
