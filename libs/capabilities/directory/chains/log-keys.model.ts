import { standing, type Timestamp } from '#kernel';
import { isEntry, type Entry, type EntryBodies, type NotePurpose } from '../directory.schema.js';
import type { Versioned } from '../grants.model.js';

type NoteKey = EntryBodies['note-key'];
type EventKey = EntryBodies['event-key'];

/** Certified keys of a State that sign custody events and sign or cosign checkpoints. */
export class LogKeys {
  private notes: Versioned<NoteKey>[] = [];
  private events: Versioned<EventKey>[] = [];

  add(entry: Entry<'note-key'> | Entry<'event-key'>, version: number): void {
    if (isEntry(entry, 'note-key')) this.notes.push({ ...entry.body, version });
    else if (isEntry(entry, 'event-key')) this.events.push({ ...entry.body, version });
  }

  copy(): LogKeys {
    const copy = new LogKeys();
    copy.notes = [...this.notes];
    copy.events = [...this.events];
    return copy;
  }

  all(): readonly (NoteKey | EventKey)[] {
    return [...this.notes, ...this.events];
  }

  noteKey(purpose: NotePurpose, at: Timestamp): NoteKey | undefined {
    return this.allNoteKeysAt(purpose, at).at(-1);
  }

  allNoteKeys(purpose: NotePurpose): readonly NoteKey[] {
    const keys = this.notes.filter((key) => key.purpose === purpose);
    return [...new Map(keys.map((key) => [key.vkey, key])).values()];
  }

  allNoteKeysAt(purpose: NotePurpose, at: Timestamp): readonly NoteKey[] {
    const keys = this.notes.filter((key) => key.purpose === purpose);
    return standing(keys, at, (key) => key.vkey);
  }

  allEventKeys(service: string, at: Timestamp): readonly EventKey[] {
    return standing(this.eventKeysOf(service), at, (key) => key.publicKey);
  }

  eventKeysOf(service: string): readonly Versioned<EventKey>[] {
    return this.events.filter((key) => key.service === service);
  }

  eventKey(service: string, at: Timestamp): EventKey | undefined {
    return this.allEventKeys(service, at).at(-1);
  }
}
