export interface Message {
  readonly type: string;
  readonly body: Buffer;
}

const startupType = '';

export class MessageReader {
  #rest: Buffer = Buffer.alloc(0);

  constructor(private hasStartup: boolean) {}

  read(bytes: Buffer): Message[] {
    const found: Message[] = [];
    let rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const head = this.hasStartup ? 0 : 1;
      if (rest.length < head + 4) break;
      const end = head + rest.readInt32BE(head);
      if (rest.length < end) break;
      const type = this.hasStartup ? startupType : String.fromCharCode(rest[0] ?? 0);
      found.push({ type, body: rest.subarray(head + 4, end) });
      this.hasStartup = false;
      rest = rest.subarray(end);
    }
    this.#rest = Buffer.from(rest);
    return found;
  }
}

export function textsOf(body: Buffer, most: number): string[] {
  const texts: string[] = [];
  for (let at = 0; texts.length < most && at < body.length;) {
    const end = body.indexOf(0, at);
    if (end < 0) break;
    texts.push(body.toString('utf8', at, end));
    at = end + 1;
  }
  return texts;
}

export function startupOf(body: Buffer): Readonly<Record<string, string>> {
  const texts = textsOf(body.subarray(4), Infinity);
  const members: Record<string, string> = {};
  for (let at = 0; at + 1 < texts.length; at += 2) members[texts[at] ?? ''] = texts[at + 1] ?? '';
  return members;
}
