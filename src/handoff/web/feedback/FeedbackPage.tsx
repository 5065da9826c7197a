import './feedback.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useKeys } from '../../../web/keys.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import type { Narrowed } from './feedback.ts';
import { Filters } from './Filters.tsx';
import { InHand } from './InHand.tsx';
import { openNote } from './open-note.ts';
import { Stream } from './Stream.tsx';
import { Suggestions } from './Suggestions.tsx';
import { ThemeList } from './ThemeList.tsx';

/** What customers and reps say, what many of them say, and what came of it. */
export function FeedbackPage() {
  const narrowed: Narrowed = useSearch({ strict: false });
  const navigate = useNavigate();
  const mayWrite = useMay('feedback.write');
  const mayTheme = useMay('themes.edit');
  useKeys('Feedback', mayWrite ? { c: { label: 'Field note', run: () => openNote() } } : {});
  const narrow = (change: Partial<Record<keyof Narrowed, string>>) => {
    const next = Object.entries({ ...narrowed, ...change }).filter(([, value]) => value !== '');
    void navigate({ to: '/feedback', search: Object.fromEntries(next), replace: true });
  };
  return (
    <Page
      title="Feedback"
      crumbs={[{ label: 'Hand off' }]}
      lede="What customers say and why leads come back, in their words. Many saying the same is a theme; a theme leads to something."
      actions={
        mayWrite && (
          <Button primary icon="message" keys="c" onClick={() => openNote()}>
            Field note
          </Button>
        )
      }
    >
      <div className="feedback">
        <div className="stack loose">
          <Filters narrowed={narrowed} narrow={narrow} />
          <Stream narrowed={narrowed} mayTheme={mayTheme} />
        </div>
        <div className="stack loose">
          {mayTheme && <Suggestions />}
          <ThemeList />
          <InHand />
        </div>
      </div>
    </Page>
  );
}
