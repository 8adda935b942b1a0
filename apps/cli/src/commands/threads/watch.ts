import type { Command } from 'commander';
import { isCoded } from '#kernel';
import { parseEventPlace } from '#capabilities/events/event-place.model';
import type { ThreadEvent } from '#capabilities/events/events.contract';
import { say } from '#language/console';
import type { ApiClient } from '../../api/client.js';
import { streamMessages, type StreamMessage } from '../../api/event-messages.js';
import { threadEvent } from '../../api/gen/readers.js';
import { refusalOf } from '../../api/refusal.js';
import { readAnswer } from '../../api/shape.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { letPass } from '../../people/sending/follow.js';
import { eventLine, isLife, isLoud } from '../../people/words/event-words.js';
import type { Desk } from '../../people/threads.js';
import { rememberIds } from '../../people/seen-ids.js';
import { shownBy } from '../../print/style.js';

const pauses = { firstMs: 1_000, longestMs: 30_000 } as const;
const sides = { requests: 'ASKING', inbox: 'ASKED' } as const;

export function addWatch(parent: Command, context: Context, desk: Desk): void {
  const name = parent.name();
  withProfile(parent.command('watch').description(say('watch.watchDescription')))
    .addHelpText(
      'after',
      `
${say('watch.watchHelp', { detail: desk === 'inbox' ? say('watch.newRequest') : '' })}

${say('program.examples')}
  $ liaise ${name} watch
  $ liaise ${name} watch --json`,
    )
    .action((flags: ProfileFlags, command: Command) =>
      asking(flags, context, ({ client, file }) =>
        new Watch({ context, command, flags: { file } }, client, desk).showEvents(),
      ),
    );
}

class Watch {
  #last: string | undefined;
  #pauseMs: number = pauses.firstMs;
  #hasBegun = false;
  #hasEnded = false;

  constructor(
    private readonly given: Given<{ readonly file: string }>,
    private readonly client: ApiClient,
    private readonly desk: Desk,
  ) {}

  async showEvents(): Promise<void> {
    const asked = this.given.context.whenAsked?.();
    const end = (): void => {
      this.#hasEnded = true;
      this.client.close();
    };
    asked?.addEventListener('abort', end);
    void this.given.context.untilUnread?.().then(end);
    const { terminal } = this.given.context;
    while (!this.#isOver()) {
      try {
        await this.#follow();
      } catch (error) {
        if (this.#isOver()) return;
        if (!this.#goesOn(error)) {
          this.#ring();
          throw error;
        }
      }
      if (this.#isOver()) return;
      terminal.message(say('watch.streamCutAgain', { pauseMs: Math.ceil(this.#pauseMs / 1_000) }));
      await letPass(this.given.context, this.#pauseMs);
      this.#pauseMs = Math.min(2 * this.#pauseMs, pauses.longestMs);
    }
  }

  #isOver(): boolean {
    return this.#hasEnded;
  }

  // True when the stream can be reopened after an error. Events too old to resume are reported as skipped.
  #goesOn(error: unknown): boolean {
    if (!isCoded(error)) return false;
    if (error.code === 'EVENTS_TOO_OLD' || error.code === 'EVENTS_ID_UNKNOWN') {
      this.#last = undefined;
      this.#ring();
      const list = this.desk === 'inbox' ? 'inbox' : 'request';
      this.given.context.terminal.message(
        say('watch.somethingMissedLookLiaise', { list, code: error.code }),
      );
      return true;
    }
    // A gateway that was never reached may have another address or certificate: no retry.
    return this.#hasBegun && error.action === 'retry';
  }

  async #follow(): Promise<void> {
    const { content } = await this.client.listen('/api/v1/events', this.#last);
    for await (const message of streamMessages(content)) {
      if (message.id !== undefined) this.#last = readAnswer(parseEventPlace, message.id);
      this.#hasBegun = true;
      this.#pauseMs = pauses.firstMs;
      await this.#handleMessage(message);
    }
  }

  async #handleMessage({ event, data }: StreamMessage): Promise<void> {
    if (event === undefined) return;
    const value = parsed(data);
    if (event === 'thread') await this.#show(readAnswer(threadEvent, value));
    const refusal = event === 'end' ? refusalOf(value) : undefined;
    if (refusal !== undefined) throw refusal;
  }

  async #show(event: ThreadEvent): Promise<void> {
    if (event.side !== sides[this.desk]) return;
    const { context, command, flags } = this.given;
    const { terminal } = context;
    if (isLoud(event)) this.#ring();
    const line = eventLine(event, shownBy(command, terminal));
    if (wantsJson(command)) terminal.data(JSON.stringify(event));
    else terminal.data(isLife(event) ? terminal.paint('red', line) : line);
    await rememberIds(flags.file, [event.thread]);
  }

  #ring(): void {
    this.given.context.terminal.ring();
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new CliError('CLI_ANSWER_INVALID', say('watch.eventNotJson'), cause);
  }
}
