import { describe, expect, it } from '@jest/globals';
import type { OfficerId } from '#kernel';
import { membersOf } from './form.js';
import { One, Text, Whole } from './members.js';

class Wrong {
  // @ts-expect-error an id is branded: its decorator is Parsed
  @Text()
  readonly id: OfficerId;
  // @ts-expect-error the decorator does not say nullable
  @Text()
  readonly maybe: string | null;
  // @ts-expect-error the decorator makes it a list
  @Whole({ list: 3 })
  readonly numbers: number;
  // @ts-expect-error the type lacks one of the values
  @One(['A', 'B'])
  readonly mark: 'A';
}

describe('a decorator on a property of another type', () => {
  it('is refused by the compiler: each line above would not compile without the error', () => {
    expect([...membersOf(Wrong).keys()]).toEqual(['id', 'maybe', 'numbers', 'mark']);
  });
});
