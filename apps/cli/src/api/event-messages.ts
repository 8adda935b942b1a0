import type { Readable } from 'node:stream';
import { say } from '#language/console';
import { CliError } from '../errors.js';

export interface StreamMessage {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string;
}

const longestMessage = 64 * 1024;

/**
 * Reads server-sent events (HTML Standard, section 9.2); knows only the parts of the format that gateways use.
 * @throws CliError CLI_ANSWER_INVALID, CLI_UNREACHABLE
 */
export async function* streamMessages(content: Readable): AsyncGenerator<StreamMessage> {
  let [text, id]: [string, string | undefined] = ['', undefined];
  for await (const part of partsOf(content)) {
    const blocks = (text + part).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const message = messageOf(block);
      id = message.id ?? id;
      yield { ...message, id };
    }
    if (text.length > longestMessage)
      throw new CliError(
        'CLI_ANSWER_INVALID',
        say('eventMessages.moreCharacters', { longestMessage }),
      );
  }
}

async function* partsOf(content: Readable): AsyncGenerator<string> {
  content.setEncoding('utf8');
  try {
    yield* content as AsyncIterable<string>;
  } catch (cause) {
    throw new CliError('CLI_UNREACHABLE', say('eventMessages.streamCut'), cause);
  }
}

function messageOf(block: string): StreamMessage {
  const said = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    said.set(name, value);
  }
  return { id: said.get('id'), event: said.get('event'), data: said.get('data') ?? '' };
}
