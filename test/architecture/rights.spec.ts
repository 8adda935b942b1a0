import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOpen, patterns, rightOf, type Pattern } from '../support/calls.js';
import { assertSeen } from '../instruments/seen-counts.js';
import { rightsCatalogue, routes } from './rights-catalogue.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const compiler = join(root, 'node_modules/tsc7/bin/tsc');

function refusals(sources: Readonly<Record<string, string>>): Record<string, string> {
  const folder = mkdtempSync(join(root, 'dist/refused-'));
  try {
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
    const settings = {
      extends: '../../tsconfig.json',
      compilerOptions: {
        noEmit: true,
        incremental: false,
        tsBuildInfoFile: null,
        rootDir: '../..',
      },
      include: ['*.ts'],
      exclude: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    try {
      execFileSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false']);
      return {};
    } catch (error) {
      const said = String((error as { readonly stdout: Buffer }).stdout);
      const found = [...said.matchAll(/(\w[\w-]*\.ts)\(\d+,\d+\): (error .*)/g)];
      return Object.fromEntries(found.map(([, file = '', text = '']) => [file, text]));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const handler = (route: string, more = ''): string => `
  import { Route } from '#api';
  import { call, anyone, Nothing } from '#contract';
  import { confirmLift, type LiftedStop } from '#capabilities/suspensions/suspensions.contract';
  import type { OfThread } from '#contract';
  ${more}
  export class Handlers {
    ${route} all(who: object, asked: OfThread): Promise<LiftedStop> { throw new Error(String([who, asked, call, anyone, Nothing, confirmLift])); }
  }`;
const summary = `{ summary: 'x', description: 'x' }`;

describe('routes and rights', () => {
  it('are written down as they are', () => {
    expect(readFileSync(join(root, 'deploy/rights.md'), 'utf8')).toBe(rightsCatalogue());
  });

  it('say of every call with purposes which, and of no other', () => {
    const rows = rightsCatalogue()
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(' | '));
    const written = rows.flatMap(([, call = '', , purposes = '']) =>
      purposes.startsWith('`') ? [[call, purposes.replace(/[`|\s]/g, '')]] : [],
    );
    const asked = patterns.flatMap((call) => {
      const right = rightOf(call);
      return right === 'open' || right.purposes === undefined
        ? []
        : [[`\`${call}\``, right.purposes.join()]];
    });
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(asked));
    assertSeen('routes and rights', {
      routes: routes.length,
      'routes with a session': routes.filter(({ open }) => !open).length,
      rows: rows.length,
      calls: patterns.length,
      'calls with purposes': asked.length,
      'calls with roles': patterns.filter((call) => !isOpen(call)).length,
    });
  });

  it('need a session, but for these', () => {
    const open = routes.filter((each) => each.open);
    expect(open.map(({ route }) => route).sort()).toEqual([
      'GET /api/docs',
      'GET /api/docs/style.css',
      'GET /api/v1/asyncapi.json',
      'GET /api/v1/openapi.json',
      'GET /livez',
      'GET /metrics',
      'GET /readyz',
      'POST /api/v1/directory/entries',
      'POST /api/v1/enrolments',
      'POST /api/v1/sessions',
    ]);
  });

  it('need no session for what needs none alone', () => {
    for (const { route, open, asks } of routes)
      if (open)
        expect([route, asks.filter((call) => !isOpen(call as Pattern))]).toEqual([route, []]);
  });

  it('lead to every call of the product', () => {
    const asked = routes.flatMap(({ asks }) => asks);
    expect([...new Set(asked)].sort()).toEqual([...patterns].sort());
  });

  it('have their calls, and calls their rights, or the build fails', () => {
    const said = refusals({
      'good.ts': handler(`@Route('POST', 'x', confirmLift, ${summary})`),
      'route-without-call.ts': handler(`@Route('POST', 'x', undefined, ${summary})`),
      'route-of-another-call.ts': handler(
        `@Route('POST', 'x', call('x', Nothing, Nothing, { inbox: anyone }), ${summary})`,
        'export interface Odd { readonly odd: true }',
      ),
      'call-without-right.ts': handler(
        `@Route('POST', 'x', confirmLift, ${summary})`,
        `export const everything = call('everything', Nothing, Nothing);`,
      ),
      'right-of-nobody-known.ts': handler(
        `@Route('POST', 'x', confirmLift, ${summary})`,
        `export const everything = call('everything', Nothing, Nothing, { sealer: anyone });`,
      ),
    });
    expect(Object.keys(said).sort()).toEqual([
      'call-without-right.ts',
      'right-of-nobody-known.ts',
      'route-of-another-call.ts',
      'route-without-call.ts',
    ]);
    expect(said['call-without-right.ts']).toContain('Expected 4 arguments');
    expect(said['right-of-nobody-known.ts']).toContain('sealer');
  });
});
