import type { Command } from 'commander';
import { untranslated, use } from '#language/console';
import { speak } from '#language/speak';
import { RunnerError } from '#runner';
import { refusalOf } from './api/refusal.js';
import { completerOf, isFromThread } from './arguments.js';
import type { Context } from './context.js';
import { CliError } from './errors.js';
import { explain } from './print/explain.js';
import { exitCodeOf, exitCodes } from './exit-codes.js';
import { createProgram, run } from './program.js';
import { Terminal } from './terminal.js';

function world() {
  const out: string[] = [];
  const err: string[] = [];
  const sink = (list: string[]) => ({ write: (text: string) => list.push(text) });
  const context: Context = {
    terminal: new Terminal(sink(out), sink(err)),
    env: {},
    now: () => new Date('2026-03-01T12:00:00.000Z'),
    readInput: () => Promise.resolve(Buffer.from('secret\n')),
    untilAsked: () => Promise.resolve(),
  };
  return { context, out: () => out.join(''), err: () => err.join('') };
}

interface Leaf {
  readonly path: readonly string[];
  readonly command: Command;
}
const leavesOf = (command: Command, path: readonly string[] = []): Leaf[] =>
  command.commands.length === 0
    ? [{ path, command }]
    : command.commands.flatMap((each) => leavesOf(each, [...path, each.name()]));
const leaves = leavesOf(await createProgram(world().context));
const paths = leaves.map(({ path }) => [path.join(' '), path] as const);

describe('every command', () => {
  it('is found by these tests', () => {
    expect(leaves.length).toBeGreaterThan(25);
  });

  it.each(paths)(
    '%s: help on standard output with 0, with an example and --json',
    async (_, path) => {
      const { context, out, err } = world();
      expect(await run([...path, '--help'], context)).toBe(0);
      expect(out()).toMatch(new RegExp(`Examples:\\n {2}\\$ liaise ${path.join(' ')}\\b`));
      expect(out()).toMatch('--json');
      expect(out()).toMatch('--language <code>');
      expect(err()).toBe('');
      // Questions about the past need a beginning in the past; every other time lies ahead.
      const ends =
        /(?:--until |"expectedAt": "|"validUntil": "|"to": "|post .*--to )([\d:.TZ-]{10,})/g;
      for (const [, end = ''] of out().matchAll(ends))
        expect(Date.parse(end)).toBeGreaterThan(Date.now());
    },
  );

  it('shows examples also in the help of the program and of each group', async () => {
    const groups = new Set(leaves.map(({ path }) => path.slice(0, -1).join(' ')));
    for (const group of groups) {
      const { context, out } = world();
      expect(await run([...group.split(' ').filter(Boolean), '--help'], context)).toBe(0);
      expect(out()).toMatch(/Examples:\n {2}\$ liaise \w/);
    }
  });

  it.each(paths)('%s: wrong usage ends with 2, on standard error alone', async (_, path) => {
    const { context, out, err } = world();
    // Exit code 2 is a verdict of `verify`, so wrong usage is 3.
    const ends = path.join(' ') === 'verify' ? 3 : 2;
    expect(await run([...path, '--no-such-option'], context)).toBe(ends);
    expect(out()).toBe('');
    expect(err()).toMatch(/^error: /);
    expect(err()).toMatch('--help');
  });

  it.each(paths)('%s: wrong usage with --json is one problem document', async (_, path) => {
    const { context, out, err } = world();
    const ends = path.join(' ') === 'verify' ? 3 : 2;
    expect(await run([...path, '--json', '--no-such-option'], context)).toBe(ends);
    expect(out()).toBe('');
    expect(JSON.parse(err())).toMatchObject({ code: 'CLI_USAGE', status: 400, action: 'refuse' });
  });

  it('takes an id in its short form, wherever it takes one', () => {
    const ids = /^(thread|document|dispatch|event|item|hold|message|desk\/thread\/document)$/;
    const whole: string[] = [];
    let short = 0;
    for (const { path, command } of leaves) {
      const parsers = [
        ...command.registeredArguments.map((each) => [each.name(), each.parseArg] as const),
        ...command.options.map(
          ({ flags, parseArg }) => [/<(.*)>/.exec(flags)?.[1] ?? '', parseArg] as const,
        ),
      ].filter(([name]) => ids.test(name));
      for (const [name, parser] of parsers)
        if (completerOf(parser) === undefined) whole.push(`${path.join(' ')} ${name}`);
        else short += 1;
    }
    // `--show <item>` names a value or a type of entries.
    expect(whole).toEqual(['package build item']);
    expect(short).toBeGreaterThan(100);
  });

  it('that names a thread never demands a purpose: the request of the thread states one', () => {
    const ofThread = leaves.filter(({ command }) =>
      command.registeredArguments.some((argument) => argument.name() === 'thread'),
    );
    const demanding = ofThread.filter(({ command }) =>
      command.options.some(({ long, mandatory }) => long === '--purpose' && mandatory),
    );
    // An auditor reads for another purpose than the officers.
    expect(demanding.map(({ path }) => path.join(' '))).toEqual(['audit timeline']);
    const completed = leaves.filter(({ command }) =>
      command.options.some(({ parseArg }) => isFromThread(parseArg)),
    );
    expect(completed.length).toBeGreaterThan(30);
    for (const { command } of completed)
      expect(command.registeredArguments[0]?.name()).toBe('thread');
  });

  it('takes no secret as an argument: whatever is one comes from a file', () => {
    const secret = /pass|phrase|secret|token|enrol|pin|(?<!pub)key|credential/;
    const offered = leaves.flatMap(({ command }) => [
      ...command.options.map(({ flags }) => flags),
      ...command.registeredArguments.map((argument) => argument.name()),
    ]);
    const suspicious = [...new Set(offered)].filter((flags) => secret.test(flags));
    expect(suspicious).toEqual(
      expect.arrayContaining(['--passphrase-file <file>', '--key <file>']),
    );
    expect(suspicious.filter((flags) => !/(^[^<]*|<[^>]*)file/.test(flags))).toEqual([]);
  });
});

describe('liaise', () => {
  it('says its exit codes in its help', async () => {
    const { context, out } = world();
    expect(await run(['--help'], context)).toBe(0);
    for (const code of Object.values(exitCodes)) expect(out()).toMatch(new RegExp(`\\b${code} `));
  });

  it.each([[['nonsense']], [['init']], [['init', '--colour']], [[]]])(
    'ends %j with 2 and says it on standard error',
    async (args) => {
      const { context, out, err } = world();
      expect(await run(args, context)).toBe(2);
      expect(out()).toBe('');
      expect(err()).not.toBe('');
    },
  );

  it.each([
    [['nonsense', '--json'], 2, 'CLI_USAGE'],
    [['--json'], 2, 'CLI_USAGE'],
    [['inbox', '--json'], 2, 'CLI_USAGE'],
    [['status', '--dir', '/nonexistent', '--json'], 78, 'CLI_NOT_INSTALLED'],
    [['verify', '/nonexistent', '--json'], 3, 'CLI_USAGE'],
    [
      ['request', 'list', '--purpose', 'DETECTION', '--profile', '/nonexistent/', '--json'],
      ...[1, 'CLI_NO_SESSION'],
    ],
    [['request', 'show', '0a1b2c3d', '--purpose', 'DETECTION', '--json'], 1, 'CLI_ID_UNKNOWN'],
  ] as const)('ends %j before any request with %i and a problem', async (args, ends, code) => {
    const { context, out, err } = world();
    expect(await run(args, context)).toBe(ends);
    expect(out()).toBe('');
    expect(JSON.parse(err())).toMatchObject({ type: `urn:liaise:error:${code}`, code });
  });

  const thread = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
  const init = ['init', '--dir', '/nonexistent/x', '--state', 'XA'];
  const withAuthority = [...init, '--authority', 'aa=A'];
  it.each([
    [['init', '--dir', '/x', '--state', 'xa'], '--state', 'two capital letters'],
    [[...init, '--authority', 'aa'], '--authority', 'ID=NAME'],
    [[...init, '--authority', '=x'], '--authority', 'ID=NAME'],
    [[...init, '--authority', 'Border Police=x'], '--authority', 'lower-case'],
    [[...withAuthority, '--authority', 'aa=B'], '--authority', 'twice'],
    [[...withAuthority, '--registrar', 'm.horvat='], '--registrar', 'NAME=FILE'],
    [[...withAuthority, '--new-registrar', 'M. Horvat'], '--new-registrar', 'lower-case'],
    [[...withAuthority, '--http-port', '65533'], '--http-port', '65532'],
    [[...withAuthority, '--border-listen', 'nowhere'], '--border-listen', 'HOST:PORT'],
    [['key', 'new', '--officer', 'a.novak', '--out', 'x'], '--officer', 'OFFICER@AUTHORITY'],
    [['status', '--dri', '/x'], "option '--dri'", 'Did you mean --dir?'],
    [['status', '--json'], '--dir', '--help'],
    [['login', '--url', 'http://localhost'], '--url', 'https://HOST:PORT'],
    [['login', '--root', '0A1B'], '--root', '40 or 64'],
    [['login', '--gpg', '0A1B'], '--gpg', '40 or 64'],
    [['request', 'list', '--limit', '101'], '--limit', '1 to 100'],
    [['request', 'list', '--after', '17'], '--after', 'eight characters'],
    [['request', 'show', '17', '--purpose', 'DETECTION'], 'thread', 'eight characters'],
    [['request', 'show', thread, '--purpose', 'FUN'], '--purpose', 'PREVENTION, DETECTION'],
    [['inbox', 'claim', '17'], 'thread', 'eight characters'],
    [['officer', 'add', '--role', 'CHIEF'], '--role', 'LIAISON_OFFICER, DUTY_OFFICER'],
    [['officer', 'add', '--to', 'tomorrow'], '--to', '2026-03-01'],
    [['officer', 'suspend', 'A'], 'officer', 'lower-case'],
    [['audit', 'proof', '17', '--purpose', 'DETECTION'], 'event', 'eight characters'],
    [['quarantine', 'show', '17', '--purpose', 'DETECTION'], 'id', 'quarantine list'],
    [
      ['attachment', 'get', thread, thread, 'x', '--out', 'x', '--purpose', 'DETECTION'],
      'position',
      '0 to 99',
    ],
  ])('says of %j which option is wrong, and what is allowed', async (args, names, allowed) => {
    const { context, out, err } = world();
    expect(await run(args, context)).toBe(2);
    expect(out()).toBe('');
    expect(err()).toMatch(names);
    expect(err()).toMatch(allowed);
  });

  it('explains with title, detail and remedy', () => {
    expect(explain(new CliError('CLI_FOLDER_IN_USE', '/srv/x'))).toEqual([
      expect.stringMatching('already holds'),
      '  /srv/x',
      expect.stringMatching('Name a folder'),
    ]);
  });

  it('explains nothing that acts on a terminal, whoever wrote it', () => {
    const detail = 'grant.json: \u001b[2J\u001b]0;x\u0007\u202e\nsecond';
    for (const error of [new CliError('CLI_FILE_INVALID', detail), new Error(detail)]) {
      const lines = explain(error);
      expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(lines.some((line) => line.trim() === 'second')).toBe(true);
    }
  });

  it('gives each kind of failure its exit code', () => {
    const no = {
      ...{ type: 'urn:liaise:error:NO', code: 'NO', title: 'No.', remedy: '-' },
      ...{ status: 403, action: 'refuse', instance: '1' },
    };
    expect(exitCodeOf(refusalOf(no))).toBe(3);
    expect(exitCodeOf(new CliError('CLI_USAGE'))).toBe(2);
    expect(exitCodeOf(new CliError('CLI_DIRECTORY_DIFFERS'))).toBe(4);
    expect(exitCodeOf(new CliError('CLI_RECEIPT_UNPROVEN'))).toBe(4);
    expect(exitCodeOf(new CliError('CLI_DOCUMENT_UNPROVEN'))).toBe(4);
    expect(exitCodeOf(new CliError('CLI_NOT_INSTALLED'))).toBe(78);
    // Else systemd would start it again for ever.
    expect(exitCodeOf(new CliError('CLI_INSTALLATION_DAMAGED'))).toBe(78);
    expect(exitCodeOf(new RunnerError('HOST_PROGRAM_MISSING'))).toBe(1);
    expect(exitCodeOf(new Error('x'))).toBe(1);
  });
});

describe('Terminal', () => {
  const painted = (isTTY: boolean, env: Record<string, string>): string =>
    new Terminal({ write: () => 0, isTTY }, { write: () => 0 }, env).paint('red', 'x');

  it('colours only a terminal that wants it', () => {
    expect(painted(true, {})).toBe('\u001b[31mx\u001b[0m');
    expect(painted(false, {})).toBe('x');
    expect(painted(true, { NO_COLOR: '1' })).toBe('x');
    expect(painted(true, { TERM: 'dumb' })).toBe('x');
    expect(painted(true, { NO_COLOR: '' })).toBe('\u001b[31mx\u001b[0m');
  });
});

describe('the parser, to a reader of French', () => {
  beforeAll(() => speak('fr'));
  afterAll(() => {
    use('en', untranslated);
  });

  const usages = [
    [['inbox', 'list', '--nope'], 'option inconnue'],
    [['nope'], 'commande inconnue'],
    [['inbox', 'show'], "il manque l'argument"],
    [['inbox', 'list', '--limit'], 'demande une valeur'],
    [['inbox', 'list', '--limit', 'abc'], 'Permis'],
    [['inbox', 'list'], 'il faut donner'],
    [['inbox', 'list', 'a', '--purpose', 'DETECTION'], "trop d'arguments"],
  ] as const;
  it.each(usages)('says in French what is wrong with %j', async (args, part) => {
    const at = world();
    expect(await run([...args], at.context)).not.toBe(0);
    expect(at.err()).toContain(part);
    expect(at.err()).not.toMatch(/error:|is invalid|Did you mean|missing|not specified|Expected/);
  });

  it('has its own words of a help page in French', async () => {
    const at = world();
    await run(['inbox', 'list', '--help'], at.context);
    expect(at.out()).toMatch(/Utilisation :[^]*Options :[^]*par défaut[^]*Options générales :/);
    expect(at.out()).not.toMatch(/Usage:|Options:|default:|display help|output the version/);
  });
});
