import { Load } from '../load.js';
import { answering } from './answering.js';
import { asking } from './asking.js';
import { Border } from './border.js';
import { Records } from './database.js';
import type { Answer, Command, SideSettings } from './settings.js';

// One side as a process of its own. The bench talks to it over the IPC channel; the process ends with the channel.
const say = (answer: Answer): void => void process.send?.(answer);

async function start(settings: SideSettings): Promise<(command: Command) => Promise<Answer>> {
  const records = new Records(settings.database);
  const border = await Border.connect(settings.broker);
  if (settings.side === 'answers') {
    await answering(settings, records, border);
    return () => Promise.reject(new Error('this side only answers'));
  }
  const load = new Load(await asking(settings, records, border));
  let end: (() => Promise<void>) | undefined;
  return async (command) => {
    if (command.do === 'steadily') return load.steadily(command.perSecond, command.seconds);
    if (command.do === 'keep') end = load.keepGoing(command.most);
    if (command.do === 'end') await end?.();
    return load.done;
  };
}

let answer: ((command: Command) => Promise<Answer>) | undefined;
process.on('disconnect', () => process.exit());
process.on('message', (message: unknown) => {
  void (async () => {
    if (answer === undefined) {
      answer = await start(message as SideSettings);
      say(0);
    } else say(await answer(message as Command));
  })();
});
