import { describe, expect, it } from '@jest/globals';
import type { OfficerId } from '#kernel';
import { membersOf } from './form.js';
import { One, Text, Whole } from './members.js';

/** Refused by the compiler: each property has another type than its decorator. */
class Wrong {
  // @ts-expect-error an id is no text
  @Text()
  readonly id: OfficerId;
  // @ts-expect-error null is not said
  @Text()
  readonly maybe: string | null;
  // @ts-expect-error it is no list
  @Whole({ list: 3 })
  readonly numbers: number;
  // @ts-expect-error one value is left out
  @One(['A', 'B'])
  readonly mark: 'A';
}

describe('a decorator on a property of another type', () => {
  it('is refused by the compiler: each line above would not compile without the error', () => {
    expect([...membersOf(Wrong).keys()]).toEqual(['id', 'maybe', 'numbers', 'mark']);
  });
});
