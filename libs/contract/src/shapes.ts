import { deskPurposes, parseThreadId, type DeskPurpose, type ThreadId } from '#kernel';
import { One, Parsed } from './members.js';

/** A thread by its id. */
export class OfThread {
  @Parsed(parseThreadId, { description: 'Thread id.' })
  readonly thread: ThreadId;
}

/** A read of a thread, for a stated purpose. */
export class ReadOfThread extends OfThread {
  @One(deskPurposes, { description: 'Why the officer reads; logged before anything is shown.' })
  readonly purpose: DeskPurpose;
}
