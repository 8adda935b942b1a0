import { judgedKinds } from '#mailbox';

const opening = /\.(?:transaction|continued)(?:<[^>()]*>)?\(\s*(\S+)/g;
const isNamed = /^(\{|context,|officerContext\()/;

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
const withoutTexts = (text: string): string => text.replaceAll(/'[^'\n]*'/g, "''");

function namedIn(text: string): string[] {
  return [
    // One name for each kind of statement.
    ...(text.includes('step: `judge-${kind}`')
      ? judgedKinds.map((kind) => ['', `judge-${kind}`])
      : []),
    ...text.matchAll(/(?:transaction\(|continued\(|context = )\{ step: '([a-z-]+)'/g),
    ...text.matchAll(/officerContext\([a-z]+, '([a-z-]+)'\)/g),
  ].map(([, step = '']) => step);
}

export interface SourceSteps {
  readonly steps: readonly string[];
  readonly opened: number;
  readonly unnamed: readonly string[];
}

export function stepsIn(sources: readonly string[], store = ''): SourceSteps {
  const outside = sources.map(withoutComments);
  const code = [...outside, withoutComments(store)];
  const steps = [...new Set(code.flatMap(namedIn))].sort();
  const opened = code.flatMap((text) => [...text.matchAll(opening)].map(([, first = '']) => first));
  if (steps.length === 0 || opened.length < steps.length)
    throw new Error(`${opened.length} transactions of ${steps.length} steps are seen`);
  const otherWays = outside
    .map(withoutTexts)
    .flatMap((text) => [
      ...text.matchAll(
        /\S*\b(?:transaction|continued)\b(?![(<])\S*|(?<!\.)\b(?:transaction|continued)\(/g,
      ),
    ])
    .map(([found]) => found);
  return {
    ...{ steps, opened: opened.length },
    unnamed: [...opened.filter((first) => !isNamed.test(first)), ...otherWays],
  };
}

export function typesIn(events: string): string[] {
  const body = /interface EventData \{([\s\S]*?)\n\}/.exec(events)?.[1] ?? '';
  const types = [...body.matchAll(/^ {2}'([a-z.]+)':/gm)].map(([, typ = '']) => typ);
  if (types.length === 0) throw new Error('no type of event is seen');
  return types.sort();
}
