/** The lead on one screen, as it stood when it was handed over: it does not change when the score does. */
export type Brief = {
  /** Why now, in sentences, the strongest first. */
  reasons: string[];
  /** What they read, watched or came to, newest first. */
  read: { label: string; at: string; kind: string }[];
  /** What they said, asked or answered, in their words. */
  said: { words: string; from: string; at: string }[];
  /** What whoever handed it over by hand wants the rep to know. */
  note?: string;
};
