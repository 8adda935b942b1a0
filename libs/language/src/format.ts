export type Value = string | number | bigint;
export type Given = Readonly<Record<string, Value>>;

type Branch =
  | `${string} ${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}`
  | `${string}=${0 | 1}`;
type NameIn<Text extends string> = Text extends `${infer Name},${string}` ? Name : Text;

// A quote ends at the next apostrophe that is not doubled.
type AfterQuote<Text extends string> = Text extends `${string}'${infer After}`
  ? After extends `'${infer More}`
    ? AfterQuote<More>
    : After
  : '';
type SlotsFrom<Before extends string, Rest extends string> = Before extends Branch
  ? Slots<Rest>
  : Rest extends `${infer Inside}}${string}`
    ? NameIn<Inside> | Slots<Rest>
    : never;

/** Names of the values that a message needs, read from its text. Quoted braces and the forms of a plural are not values. */
export type Slots<Text> = Text extends `${infer Before}{${infer Rest}`
  ? Before extends `${string}''`
    ? SlotsFrom<Before, Rest>
    : Before extends `${string}'`
      ? Slots<AfterQuote<Rest>>
      : SlotsFrom<Before, Rest>
  : never;

// Text with values and quoted braces alone, which needs no parser.
const plain = /^(?:[^{}']|'(?!['{}<>])|''|'[{}](?:[^']|'')*'|\{\w+\})*$/;
const parts = /''|'([{}](?:[^']|'')*)'|\{(\w+)\}/g;

export const isPlain = (text: string): boolean => plain.test(text);

export function filled(text: string, given: Given): string {
  if (!text.includes('{') && !text.includes("'")) return text;
  // One pass: braces inside a value stay.
  return text.replace(parts, (_, quoted?: string, name?: string) =>
    name === undefined ? (quoted ?? "'").replaceAll("''", "'") : String(given[name]),
  );
}
