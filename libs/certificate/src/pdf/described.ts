export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

export interface Described {
  readonly title: string;
  readonly language: string;
  readonly isRightToLeft: boolean;
  readonly producer: string;
  readonly at: Date;
  readonly attachment: Attachment;
}
