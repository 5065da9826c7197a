import type { FollowUpKind, FollowUpState, NoteKind } from './field-note.ts';

declare module '../../platform/events.ts' {
  interface EventMap {
    /** Without the words: what customers said can be erased, and events are kept. */
    'field-note.written': { kind: NoteKind };
    'field-note.filed': { kind: NoteKind };
    'field-note.edited': { kind: NoteKind };
    'field-note.deleted': { kind: NoteKind };
    'theme.made': { name: string; items: number };
    'theme.renamed': { name: string };
    'theme.merged': { name: string; into: string };
    'theme.filled': { name: string; items: number };
    'theme.lightened': { name: string };
    'follow-up.made': { title: string; kind: FollowUpKind; themeId: string; ownerId: string | null };
    'follow-up.updated': {
      title: string;
      kind: FollowUpKind;
      themeId: string;
      state: FollowUpState;
      ownerId: string | null;
    };
    /** Once a week: what was said and what came of it. */
    'feedback.digested': { week: string; notes: number; verdicts: number; themes: number };
  }
}
