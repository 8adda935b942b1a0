import { once } from 'node:events';
import { EventStream } from './event-stream.js';

const patience = { takesMs: 60, endsMs: 120 };
const big = 'x'.repeat(20_000);

describe('a stream of events', () => {
  it('waits for its reader, who takes all in order', async () => {
    const stream = new EventStream(patience);
    const taken: string[] = [];
    stream.on('data', (part: string) => taken.push(part));
    for (const text of ['a', 'b', big, 'c']) expect(await stream.send(text)).toBe(true);
    stream.finish('end');
    await once(stream, 'close');
    expect(taken.join('')).toBe(`ab${big}cend`);
  });

  it('tells of a reader who takes nothing, keeps one text of it, and cuts it in the end', async () => {
    const stream = new EventStream(patience);
    expect(await stream.send(big)).toBe(false);
    stream.finish('end');
    expect(stream.readableLength).toBe(big.length + 3);
    await once(stream, 'close');
    expect(await stream.send('later')).toBe(true);
  });

  it('gives its last words to a reader who comes back in time', async () => {
    const stream = new EventStream(patience);
    expect(await stream.send(big)).toBe(false);
    stream.finish('end');
    expect((await stream.toArray()).join('')).toBe(`${big}end`);
  });

  it('waits for nobody who is gone', async () => {
    const stream = new EventStream({ ...patience, takesMs: 60_000 });
    const sent = stream.send(big);
    stream.destroy();
    expect(await sent).toBe(true);
  });
});
