/**
 * A data protection officer looked for what the State keeps of a person; `reason` is the person's ground. The application's
 * reference and the person sought are disclosed as `reference` and `sought`, to that officer alone.
 */
export interface SubjectSearched {
  readonly search: string;
  /** Files that were shown, and files of persons of the same name that were not. */
  readonly found: number;
  readonly namesakes: number;
}
