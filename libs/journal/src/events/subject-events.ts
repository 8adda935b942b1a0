export interface SubjectSearched {
  readonly search: string;
  readonly found: number;
  readonly namesakes: number;
}
