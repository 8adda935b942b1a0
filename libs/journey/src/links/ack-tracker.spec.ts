import { parseLinkId } from '#kernel';
import { AckTracker } from './ack-tracker.js';

const link = parseLinkId('a'.repeat(32));

describe('what a peer has been told of its receipts', () => {
  it('owes nothing before anything was verified', () => {
    expect(new AckTracker().owes(link, 0, 5_000)).toBe(false);
  });

  it('waits a second for something else to carry the news, then says it alone', () => {
    const tracker = new AckTracker();
    expect(tracker.owes(link, 3, 1_000)).toBe(false);
    expect(tracker.owes(link, 4, 1_999)).toBe(false);
    expect(tracker.owes(link, 4, 2_000)).toBe(true);
    tracker.note(link, 4);
    expect(tracker.owes(link, 4, 9_000)).toBe(false);
  });

  it('counts anew when a message carried the news meanwhile', () => {
    const tracker = new AckTracker();
    expect(tracker.owes(link, 3, 1_000)).toBe(false);
    tracker.note(link, 3);
    expect(tracker.owes(link, 5, 2_500)).toBe(false);
    expect(tracker.owes(link, 5, 3_500)).toBe(true);
  });

  it('never counts an older acknowledgement as a newer one', () => {
    const tracker = new AckTracker();
    tracker.note(link, 7);
    tracker.note(link, 2);
    expect(tracker.owes(link, 7, 0)).toBe(false);
    tracker.owes(link, 8, 0);
    tracker.note(link, 7);
    expect(tracker.owes(link, 8, 500)).toBe(false);
    expect(tracker.owes(link, 8, 1_500)).toBe(true);
  });
});
